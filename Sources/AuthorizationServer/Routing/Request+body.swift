import HTTPTypes
import Hummingbird
import OAuthCore

extension Request {
    /// The whole body.
    /// - Throws: 413 when it is larger than `limit` bytes; a body that says so beforehand is not read at all.
    func boundedBody(_ limit: Int) async throws -> [UInt8] {
        if let text = headers[.contentLength], let length = Int(text), length > limit {
            throw WireError(httpStatus: .contentTooLarge)
        }
        var request = self
        let buffer = try await request.collectBody(upTo: limit)
        return Array(buffer.readableBytesView)
    }

    /// The value of a query parameter, decoded.
    /// - Throws: ``InvalidFields`` when it stands twice or is malformed.
    func queryParameter(_ name: String) throws -> String? {
        let values = try QueryParameters(uri.query ?? "").values(name)
        guard values.count <= 1 else { throw InvalidFields(name, "stands twice in the query; send it once") }
        return values.first
    }
}
