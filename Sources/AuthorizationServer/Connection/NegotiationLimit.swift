import NIOCore

/// Closes connections that do not come to speak HTTP: those that send nothing, and those that begin and do not go on.
/// Takes itself away once it is known what they speak.
final class NegotiationLimit: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let limits: ConnectionLimits
    private let isOver: EventLoopFuture<NegotiatedConnection>
    private var deadline: Scheduled<Void>?
    private var hasBegun = false

    init(limits: ConnectionLimits, isOver: EventLoopFuture<NegotiatedConnection>) {
        self.limits = limits
        self.isOver = isOver
    }

    func handlerAdded(context: ChannelHandlerContext) {
        schedule(limits.idleTimeout, context)
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let channel = context.channel
        isOver.whenComplete { result in
            switch result {
            case .success: channel.pipeline.syncOperations.removeHandler(handler.value, promise: nil)
            case .failure: channel.close(promise: nil)
            }
        }
    }

    private func schedule(_ timeout: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !hasBegun {
            hasBegun = true
            schedule(limits.requestTimeout, context)
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Nothing was asked for yet, so nothing is lost.
        if event is ChannelShouldQuiesceEvent, !hasBegun { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
    }
}
