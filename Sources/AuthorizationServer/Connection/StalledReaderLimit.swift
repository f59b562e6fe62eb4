import NIOCore

/// Ends connections whose client does not read its answers: what is sent must be acknowledged in time, a closed receive
/// window counting as no acknowledgement (`TCP_USER_TIMEOUT`, RFC 5482).
final class StalledReaderLimit: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Never

    private let seconds: Int64

    init(seconds: Int64) {
        self.seconds = seconds
    }

    func handlerAdded(context: ChannelHandlerContext) {
        #if os(Linux)
            // Best effort: without it the connection lives until the client closes it.
            let userTimeout = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: 18))
            context.channel.setOption(userTimeout, value: .init(seconds * 1000)).whenComplete { _ in }
        #endif
    }
}
