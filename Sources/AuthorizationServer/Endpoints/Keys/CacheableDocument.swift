import HTTPTypes
import Hummingbird

/// A public document with an age and an entity tag (RFC 9110 §13.1.2, RFC 9111).
struct CacheableDocument: Sendable {
    let bytes: [UInt8]
    let contentType: String
    /// A strong entity tag, quotes included.
    let entityTag: String
    let cacheControl: String

    /// The document, or 304 when the caller has it already.
    func response(to request: Request) -> Response {
        let known = request.headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }
            .map { $0.drop { $0 == " " }.prefix { $0 != " " } }
            .map { $0.hasPrefix("W/") ? $0.dropFirst(2) : $0 }
        guard !known.contains(entityTag[...]), !known.contains("*") else {
            return Response(status: .notModified, headers: [.eTag: entityTag, .cacheControl: cacheControl])
        }
        var response = Response.bytes(bytes, contentType: contentType, cacheControl: cacheControl)
        response.headers[.eTag] = entityTag
        return response
    }
}
