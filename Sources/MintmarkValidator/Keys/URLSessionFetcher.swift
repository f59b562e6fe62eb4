import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Gets documents with URLSession, which needs no package beside this one.
public struct URLSessionFetcher: KeyFetcher {
    /// Why there is no document.
    public enum Failure: Error, Sendable, CustomStringConvertible {
        /// The address is none.
        case invalidAddress
        /// The server answered with another status than 200; redirects are not followed.
        case status(Int)
        /// The document is larger than allowed.
        case tooLarge

        /// In words.
        public var description: String {
            switch self {
            case .invalidAddress: "the address is not valid"
            case .status(let code): "the server answered \(code)"
            case .tooLarge: "it is too large"
            }
        }
    }

    /// A fetcher.
    public init() {}

    /// Gets a document.
    /// - Throws: ``Failure``, or what URLSession throws.
    public func fetch(_ url: String, maximumSize: Int, timeout: Duration) async throws -> FetchedDocument {
        guard let address = URL(string: url), ["http", "https"].contains(address.scheme) else {
            throw Failure.invalidAddress
        }
        let seconds = Double(timeout.components.seconds) + Double(timeout.components.attoseconds) * 1e-18
        let request = BoundedRequest(maximumSize: maximumSize)
        return try await request.load(address, timeout: seconds)
    }
}
