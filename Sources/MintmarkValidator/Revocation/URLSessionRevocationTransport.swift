import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Gets revocations with URLSession, which needs no package beside this one. On Linux it cannot stream and asks every
/// second; `HTTPClientRevocationTransport` of MintmarkHummingbird streams there too.
public struct URLSessionRevocationTransport: RevocationTransport {
    /// A transport.
    public init() {}

    /// Gets the document.
    /// - Throws: what went wrong, in words.
    public func document(
        at url: String, entityTag: String?, maximumSize: Int, timeout: Duration
    ) async throws -> RevocationAnswer {
        let seconds = Double(timeout.components.seconds) + Double(timeout.components.attoseconds) * 1e-18
        var headers: [String: String] = [:]
        headers["If-None-Match"] = entityTag
        var body: [UInt8] = []
        var tag: String?
        for try await part in StreamedRequest.parts(of: url, headers: headers, timeout: seconds) {
            switch part {
            case .head(let status, _, _) where status == 304: return .unchanged
            case .head(let status, let entityTag, _):
                guard status == 200 else { throw RevocationFault.status(status) }
                tag = entityTag
            case .body(let bytes):
                guard body.count + bytes.count <= maximumSize else { throw RevocationFault.tooLarge }
                body.append(contentsOf: bytes)
            }
        }
        try Task.checkCancellation()
        return .document(body, entityTag: tag)
    }

    /// Opens the stream; on Linux there is none, since swift-corelibs-foundation keeps a core busy while one is open.
    public func events(at url: String) -> AsyncThrowingStream<[UInt8], any Error>? {
        #if canImport(FoundationNetworking)
            return nil
        #else
            // Heartbeats come every five seconds; the follower itself gives up sooner than this.
            let parts = StreamedRequest.parts(of: url, headers: ["Accept": "text/event-stream"], timeout: 60)
            return AsyncThrowingStream { continuation in
                let reading = Task {
                    do {
                        for try await part in parts {
                            switch part {
                            case .head(let status, _, let type):
                                guard status == 200 else { throw RevocationFault.status(status) }
                                guard type?.lowercased().hasPrefix("text/event-stream") == true else {
                                    throw RevocationFault.malformed("the answer is no text/event-stream")
                                }
                            case .body(let bytes): continuation.yield(bytes)
                            }
                        }
                        continuation.finish()
                    } catch {
                        continuation.finish(throwing: error)
                    }
                }
                continuation.onTermination = { _ in reading.cancel() }
            }
        #endif
    }
}
