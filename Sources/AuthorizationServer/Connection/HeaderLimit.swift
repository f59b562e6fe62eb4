import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers oversized headers with 431 (RFC 6585 §5) and closes the connection; the HTTP decoder alone would say 400.
final class HeaderLimit: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard case .headerOverflow? = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            return
        }
        let body = ByteBuffer(
            string:
                #"{"code":3,"message":"The request headers are too large; send smaller or fewer headers.","details":[]}"#
        )
        let head = HTTPResponse(
            status: .requestHeaderFieldsTooLarge,
            headerFields: [
                .contentType: "application/json", .connection: "close", .contentLength: String(body.readableBytes),
            ])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }
}
