import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Cuts off clients that send a request too slowly (a byte now and then): from the first byte of a request, or of a
/// TLS handshake, to its end there is only so much time. Ends connections without a request after a while, too.
///
/// Sits behind the HTTP decoder and hears of bytes where they come in. A handler that serves requests in front of the
/// decoder says so. There is one timer for each connection, which looks after the fact whether time is over.
final class HTTP1ConnectionLimit: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ConnectionLimits
    private let beginsAtOnce: Bool
    /// When the request began that is arriving.
    private var arrivingSince: NIODeadline?
    /// Whether a request was arriving before the bytes that came last.
    private var wasArriving = false
    private var idleSince = NIODeadline.uptimeNanoseconds(0)
    /// Requests that have begun and whose answers have not been written.
    private var unanswered = 0
    /// Whether the decoder has seen the head of a request and not its end.
    private var isReading = false
    /// Whether the connection ends with an answer that is written or to come.
    private var isEnding = false
    private var timer: Scheduled<Void>?
    private var eventLoop: (any EventLoop)?

    /// - Parameter beginsAtOnce: whether the first request has begun, as far as anyone can tell.
    init(limits: ConnectionLimits, beginsAtOnce: Bool) {
        self.limits = limits
        self.beginsAtOnce = beginsAtOnce
    }

    /// Whether every request that the decoder has read is answered and another one may follow, before the bytes that have
    /// just come. Bytes that no request has come of are still in the decoder.
    var isAtRest: Bool { unanswered == 0 && !isReading && !isEnding && !wasArriving }

    // MARK: What happens to requests

    private func bytesArrive() {
        wasArriving = arrivingSince != nil
        requestArrives()
    }

    func requestArrives() {
        if arrivingSince == nil { arrivingSince = now }
    }

    func requestArrived() {
        arrivingSince = nil
    }

    func answerBegins() {
        unanswered += 1
    }

    func answerEnded() {
        // Those to malformed bytes have no request.
        unanswered = max(0, unanswered - 1)
        idleSince = now
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isReading = true
            answerBegins()
            requestArrives()
            if head.headerFields[.connection] == "close" { isEnding = true }
        case .body: break
        case .end:
            isReading = false
            requestArrived()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): if head.headerFields[.connection] == "close" { isEnding = true }
        case .body: break
        case .end: answerEnded()
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        isEnding = true
        context.fireErrorCaught(error)
    }

    // MARK: The timer

    func handlerAdded(context: ChannelHandlerContext) {
        eventLoop = context.eventLoop
        idleSince = now
        if beginsAtOnce { requestArrives() }
        watch(context, until: now + interval)
        // Adding a handler can only fail when the channel is closing, and then there is nothing to watch.
        try? context.pipeline.syncOperations.addHandler(ByteWatch(limit: self), position: .first)
    }

    private var now: NIODeadline { eventLoop?.now ?? .now() }

    /// No connection may end sooner than this from now, whatever begins now: so no request needs a timer of its own.
    private var interval: TimeAmount { min(limits.requestTimeout, limits.idleTimeout) }

    private func watch(_ context: ChannelHandlerContext, until time: NIODeadline) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.look(context) }
    }

    private func look(_ context: ChannelHandlerContext) {
        let now = now
        let next = now + interval
        guard let end else { return watch(context, until: next) }
        guard end > now else { return context.close(promise: nil) }
        watch(context, until: min(end, next))
    }

    /// When the connection is to be closed, as things are; `nil` while the server is at work.
    private var end: NIODeadline? {
        if let arrivingSince { return arrivingSince + limits.requestTimeout }
        return unanswered == 0 ? idleSince + limits.idleTimeout : nil
    }

    private func stop() {
        timer?.cancel()
        timer = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
    }

    /// Tells when bytes arrive, those of TLS as well.
    private final class ByteWatch: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer

        private let limit: HTTP1ConnectionLimit

        init(limit: HTTP1ConnectionLimit) {
            self.limit = limit
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            limit.bytesArrive()
            context.fireChannelRead(data)
        }
    }
}
