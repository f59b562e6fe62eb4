import NIOCore
import NIOHTTPTypes

/// Cuts off clients that send a request too slowly (a byte now and then): from the first byte of a request, or of a
/// TLS handshake, to its end there is only so much time. Sits twice in the pipeline: where raw bytes come in, and
/// behind the HTTP decoder.
final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let timeout: TimeAmount
    private let beginsAtOnce: Bool
    private var deadline: Scheduled<Void>?

    /// - Parameter beginsAtOnce: whether the first request has begun, as far as anyone can tell.
    init(timeout: TimeAmount, beginsAtOnce: Bool) {
        self.timeout = timeout
        self.beginsAtOnce = beginsAtOnce
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let begin = NIOLoopBound(self, eventLoop: context.eventLoop)
        let channel = context.channel
        if beginsAtOnce { start(channel) }
        let watch = ByteWatch { begin.value.start(channel) }
        // Adding a handler can only fail when the channel is closing, and then there is nothing to watch.
        try? context.pipeline.syncOperations.addHandler(watch, position: .first)
    }

    private func start(_ channel: any Channel) {
        guard deadline == nil else { return }
        deadline = channel.eventLoop.scheduleTask(in: timeout) {
            channel.close(promise: nil)
        }
    }

    private func stop() {
        deadline?.cancel()
        deadline = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: start(context.channel)
        case .body: break
        case .end: stop()
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
    }
}

/// Tells when bytes arrive.
private final class ByteWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let bytesArrived: () -> Void

    init(bytesArrived: @escaping () -> Void) {
        self.bytesArrived = bytesArrived
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytesArrived()
        context.fireChannelRead(data)
    }
}
