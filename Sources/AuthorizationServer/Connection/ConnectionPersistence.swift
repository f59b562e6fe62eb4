import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Closes connections that are not persistent (RFC 9112 §9.3): those of HTTP/1.0 without `keep-alive`, those with
/// `Connection: close` in any letter case, and those on which an upgrade or a tunnel was asked for, since the HTTP decoder
/// reads nothing more after that (some clients ask for h2c on every connection).
final class ConnectionPersistence: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Never

    /// The version of HTTP is known only in front of the codec that makes the parts of swift-http-types.
    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        guard let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
        // Adding a handler can only fail when the channel is closing.
        try? pipeline.addHandler(Marker(), position: .before(codec))
    }

    /// Marks requests after which the connection is to be closed with the one spelling that the server looks for.
    private final class Marker: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias InboundOut = HTTPServerRequestPart

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(var head) = unwrapInboundIn(data),
                !head.isKeepAlive || head.method == .CONNECT || head.headers.contains(name: "Upgrade")
            else {
                context.fireChannelRead(data)
                return
            }
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            context.fireChannelRead(wrapInboundOut(.head(head)))
        }
    }
}
