import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Reads no further while a request waits for its answer, and little at once: whoever pipelines requests and does not
/// read the answers must not fill the memory with them.
final class ReadAhead: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Holds a usual request whole; in bytes.
    private static let receiveSize = 8 * 1024

    /// Requests that wait for their answer; less than none while an answer has ended before its request, as after 413.
    private var unanswered = 0
    private var isReadHeld = false

    func handlerAdded(context: ChannelHandlerContext) {
        // Best effort: without them the connection only reads more at once.
        let allocator = FixedSizeRecvByteBufferAllocator(capacity: Self.receiveSize)
        context.channel.setOption(.recvAllocator, value: allocator).whenComplete { _ in }
        context.channel.setOption(.maxMessagesPerRead, value: 1).whenComplete { _ in }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .end = unwrapInboundIn(data) { unanswered += 1 }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        guard unanswered <= 0 else {
            isReadHeld = true
            return
        }
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        guard case .end = unwrapOutboundIn(data) else { return }
        unanswered -= 1
        guard unanswered <= 0, isReadHeld else { return }
        isReadHeld = false
        context.read()
    }
}
