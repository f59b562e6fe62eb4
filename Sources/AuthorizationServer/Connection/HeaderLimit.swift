import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers oversized headers with 431 (RFC 6585 §5) and closes the connection; the HTTP decoder alone would say 400.
final class HeaderLimit: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Requests that have begun and whose answers have not been written.
    private var outstanding = 0
    /// Whether the head of a request has been read, and not its end.
    private var isReading = false
    private var isExceeded = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReading = true
            outstanding += 1
        case .body: break
        case .end: isReading = false
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        guard case .end = unwrapOutboundIn(data) else { return }
        outstanding -= 1
        if isExceeded, outstanding == 0 { refuse(context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard case .headerOverflow? = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            return
        }
        // Those behind a body: the rest of the request will not come, nor then its answer.
        guard !isReading else {
            context.close(promise: nil)
            return
        }
        // Before the answers to earlier requests on the same connection, this one would be taken for one of them.
        isExceeded = true
        if outstanding == 0 { refuse(context) }
    }

    private func refuse(_ context: ChannelHandlerContext) {
        isExceeded = false
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
