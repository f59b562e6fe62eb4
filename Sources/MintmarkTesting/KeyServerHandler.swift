import JOSE
import NIOCore
import NIOHTTP1

/// Answers one connection of a ``MisbehavingKeyServer``.
final class KeyServerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let conduct: Conduct
    private var path = ""

    init(conduct: Conduct) {
        self.conduct = conduct
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): path = head.uri
        case .body: break
        case .end: respond(context)
        }
    }

    private func respond(_ context: ChannelHandlerContext) {
        guard path == "/keys" else {
            let metadata: JSONValue = ["issuer": .string(conduct.url), "jwks_uri": .string(conduct.url + "/keys")]
            return write(JSONText.bytes(metadata), to: context)
        }
        switch conduct.next() {
        case .serving(let keys, let maxAge): write(keys, headers: ["Cache-Control": "max-age=\(maxAge)"], to: context)
        case .silent: break
        case .failing(let status):
            write(Array("<html>trouble</html>".utf8), status: .init(statusCode: status), to: context)
        case .endless: writeEndlessly(context)
        case .wrongType: write(Array("<html>welcome</html>".utf8), to: context)
        case .redirecting(let address): write([], status: .found, headers: ["Location": address], to: context)
        case .truncated(let keys): writeTruncated(keys, context)
        case .empty: write(Array(#"{"keys":[]}"#.utf8), to: context)
        }
    }

    private func write(
        _ body: [UInt8], status: HTTPResponseStatus = .ok, headers: [String: String] = [:],
        to context: ChannelHandlerContext
    ) {
        writeHead(status, length: body.count, headers, context)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func writeHead(
        _ status: HTTPResponseStatus, length: Int, _ headers: [String: String], _ context: ChannelHandlerContext
    ) {
        var fields = HTTPHeaders([("Content-Length", String(length)), ("Content-Type", "application/json")])
        for (name, value) in headers { fields.add(name: name, value: value) }
        context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: fields))), promise: nil)
    }

    private func writeTruncated(_ keys: [UInt8], _ context: ChannelHandlerContext) {
        writeHead(.ok, length: keys.count, [:], context)
        let half = ByteBuffer(bytes: keys.prefix(keys.count / 2))
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(half))), promise: nil)
        context.close(promise: nil)
    }

    /// 64 MiB in pieces: more than any reader should take.
    private func writeEndlessly(_ context: ChannelHandlerContext) {
        writeHead(.ok, length: 1 << 26, [:], context)
        let piece = ByteBuffer(bytes: [UInt8](repeating: UInt8(ascii: " "), count: 1 << 16))
        for _ in 0..<(1 << 10) {
            context.write(wrapOutboundOut(.body(.byteBuffer(piece))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
