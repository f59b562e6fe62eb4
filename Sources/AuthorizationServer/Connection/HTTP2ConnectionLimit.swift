import NIOCore
import NIOHTTP2

/// Ends a connection of HTTP/2 without streams after a while, and at the shutdown of the server, with a GOAWAY (RFC 9113
/// §6.8) so that no request is lost. PINGs are answered and change nothing. While streams are open it sends PINGs of its own:
/// a client that vanished acknowledges none, at which ``StalledReaderLimit`` ends the connection, and with it streams that
/// wait for news and would never notice.
final class HTTP2ConnectionLimit: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias InboundOut = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    private let timeout: TimeAmount
    private let pingInterval: TimeAmount
    private var context: ChannelHandlerContext?
    private var openStreams = 0
    private var lastStream = HTTP2StreamID.rootStream
    private var isGoingAway = false
    private var idle: Scheduled<Void>?
    private var pings: RepeatedTask?

    /// - Parameters:
    ///   - timeout: for how long a connection stays without streams.
    ///   - pingInterval: between the PINGs while there are streams.
    init(timeout: TimeAmount, pingInterval: TimeAmount) {
        self.timeout = timeout
        self.pingInterval = pingInterval
    }

    /// Hears of streams.
    func delegate(on eventLoop: any EventLoop) -> any NIOHTTP2StreamDelegate {
        Delegate(limit: NIOLoopBound(self, eventLoop: eventLoop))
    }

    private struct Delegate: NIOHTTP2StreamDelegate {
        let limit: NIOLoopBound<HTTP2ConnectionLimit>

        func streamCreated(_ id: HTTP2StreamID, channel: any Channel) {
            limit.value.opened(id)
        }

        func streamClosed(_ id: HTTP2StreamID, channel: any Channel) {
            limit.value.closed()
        }
    }

    private func opened(_ id: HTTP2StreamID) {
        openStreams += 1
        lastStream = max(lastStream, id)
        idle?.cancel()
    }

    private func closed() {
        openStreams -= 1
        guard openStreams == 0, let context else { return }
        guard isGoingAway else { return waitForStreams(context) }
        // The frame that ends the stream is being written only now.
        let limit = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.execute { limit.value.sendGoAway() }
    }

    private func waitForStreams(_ context: ChannelHandlerContext) {
        idle?.cancel()
        let limit = NIOLoopBound(self, eventLoop: context.eventLoop)
        idle = context.eventLoop.scheduleTask(in: timeout) { limit.value.goAway() }
    }

    private func goAway() {
        guard !isGoingAway else { return }
        isGoingAway = true
        sendGoAway()
    }

    /// Without streams the connection is closed as soon as this frame, and so all before it, has been sent.
    private func sendGoAway() {
        guard let context else { return }
        let frame = HTTP2Frame(
            streamID: .rootStream, payload: .goAway(lastStreamID: lastStream, errorCode: .noError, opaqueData: nil))
        let sent = context.eventLoop.makePromise(of: Void.self)
        if openStreams == 0 {
            let channel = context.channel
            sent.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(frame), promise: sent)
    }

    private func ping() {
        guard openStreams > 0, let context else { return }
        let frame = HTTP2Frame(
            streamID: .rootStream, payload: .ping(HTTP2PingData(withInteger: 0), ack: false))
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        waitForStreams(context)
        let limit = NIOLoopBound(self, eventLoop: context.eventLoop)
        pings = context.eventLoop.scheduleRepeatedTask(initialDelay: pingInterval, delay: pingInterval) { _ in
            limit.value.ping()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        idle?.cancel()
        pings?.cancel()
        self.context = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: goAway()
        // Nobody is there any more to read an answer.
        case ChannelEvent.inputClosed as ChannelEvent: context.close(promise: nil)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
