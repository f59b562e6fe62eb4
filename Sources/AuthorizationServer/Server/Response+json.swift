import HTTPTypes
import Hummingbird
import JOSE
import NIOCore

extension Response {
    /// A response with a JSON body.
    /// - Parameter cacheControl: nothing of the management API is kept by caches.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok, cacheControl: String = "no-store")
        -> Response
    {
        .bytes(JSONText.bytes(value), contentType: "application/json", status: status, cacheControl: cacheControl)
    }

    static func bytes(
        _ bytes: [UInt8], contentType: String, status: HTTPResponse.Status = .ok, cacheControl: String = "no-store"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: contentType, .cacheControl: cacheControl],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
