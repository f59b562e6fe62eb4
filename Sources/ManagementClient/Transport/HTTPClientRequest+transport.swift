import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OAuthCore

extension HTTPClientRequest {
    init(_ request: TransportRequest) {
        self.init(url: request.url)
        method = HTTPMethod(rawValue: request.method)
        headers.add(name: "Accept", value: "application/json")
        headers.add(name: "User-Agent", value: "mintmark")
        if let bearer = request.bearer { headers.add(name: "Authorization", value: "Bearer \(bearer.reveal())") }
        if let contentType = request.contentType { headers.add(name: "Content-Type", value: contentType) }
        if let bytes = request.body { body = .bytes(ByteBuffer(bytes: bytes.reveal())) }
    }
}
