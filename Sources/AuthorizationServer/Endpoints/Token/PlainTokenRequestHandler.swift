import HTTPTypes
import NIOCore
import TokenService

/// Answers token requests in the usual form from the bytes of the connection, each with one write. Everything else goes
/// on untouched to the HTTP codec, and the router has the connection until it is at rest again.
///
/// Takes one request at a time, and only when no other is under way, so that answers leave in the order of the requests.
final class PlainTokenRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = ByteBuffer

    private enum State {
        /// Looks at what comes.
        case reading
        case answering
        /// The router has the connection.
        case passing(endsWithEmptyLine: Bool)
        /// The connection is closed, or closed for answers.
        case ended
    }

    /// What ends a connection, and follows the bytes that are held.
    private enum Ending {
        case event(Any)
        case error(any Error)
    }

    /// A request that comes in more pieces is the router's, so that none is looked at again and again.
    private static let maximumPieces = 4

    private let responder: TokenResponder
    private let limit: HTTP1ConnectionLimit
    private var context: ChannelHandlerContext?
    private var peer: TokenRequestPeer?
    private var state = State.reading
    /// The beginning of a request, or what came while an answer was outstanding.
    private var held = ByteBuffer()
    /// The reads that ``held`` came in while it was looked at.
    private var pieces = 0
    private var heldEndings: [Ending] = []
    private var isReadHeld = false
    private var isTaking = false
    private var needsFlush = false
    /// Whether a read of the channel is under way.
    private var isInRead = false
    /// Whether handlers behind this one have yet to hear that a read is complete.
    private var hasPassed = false
    private var isQuiescing = false

    init(_ responder: TokenResponder, _ limit: HTTP1ConnectionLimit) {
        self.responder = responder
        self.limit = limit
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        state = .ended
    }

    // MARK: Bytes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isInRead = true
        if case .passing(endsWithEmptyLine: true) = state, limit.isAtRest { state = .reading }
        switch state {
        case .passing, .ended: pass(unwrapInboundIn(data), context)
        case .answering:
            hold(unwrapInboundIn(data))
            // What has come waits for this side, and not for the client.
            limit.requestArrived()
        case .reading:
            hold(unwrapInboundIn(data))
            takeHeld(context)
        }
    }

    private func hold(_ bytes: ByteBuffer) {
        var bytes = bytes
        pieces += 1
        if held.readableBytes == 0 { held = bytes } else { held.writeBuffer(&bytes) }
    }

    /// Takes the requests that have come whole, one after the other, and what follows them.
    private func takeHeld(_ context: ChannelHandlerContext) {
        guard !isTaking else { return }
        isTaking = true
        while case .reading = state, held.readableBytes > 0, takeOne(context) {}
        isTaking = false
        if case .answering = state { return }
        endAsHeld(context)
    }

    /// - Returns: whether there may be more to take.
    private func takeOne(_ context: ChannelHandlerContext) -> Bool {
        switch PlainTokenRequest.read(held.readableBytesSpan) {
        case .request(let request):
            // The buffer is given back before the next read, which can then use it again.
            if held.readableBytes == request.size {
                held = ByteBuffer()
            } else {
                held.moveReaderIndex(forwardBy: request.size)
            }
            pieces = held.readableBytes > 0 ? 1 : 0
            begin(request, context)
            return true
        case .incomplete where pieces <= Self.maximumPieces && heldEndings.isEmpty: return false
        case .incomplete, .other:
            let bytes = held
            held = ByteBuffer()
            pieces = 0
            pass(bytes, context)
            return false
        }
    }

    private func pass(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        // Behind an empty line, the decoder is not in the middle of a head.
        let endsWithEmptyLine = bytes.readableBytesView.suffix(4).elementsEqual("\r\n\r\n".utf8)
        if case .ended = state {} else { state = .passing(endsWithEmptyLine: endsWithEmptyLine) }
        hasPassed = true
        context.fireChannelRead(wrapInboundOut(bytes))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isInRead = false
        completePassed(context)
    }

    private func completePassed(_ context: ChannelHandlerContext) {
        guard hasPassed else { return }
        hasPassed = false
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        // Whoever sends requests and does not wait for the answers, or does not take them, must not fill the memory.
        var isAnswering: Bool { if case .answering = state { true } else { false } }
        if isAnswering && held.readableBytes > 0 || !context.channel.isWritable {
            isReadHeld = true
        } else {
            context.read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        readOn(context)
        context.fireChannelWritabilityChanged()
    }

    // MARK: Requests

    private func begin(_ plain: PlainTokenRequest, _ context: ChannelHandlerContext) {
        state = .answering
        limit.requestArrived()
        limit.answerBegins()
        let envelope = responder.tokens.envelope
        let peer = peer ?? TokenRequestPeer(context.remoteAddress?.ipAddress, envelope.proxies)
        self.peer = peer
        let exchange = PlainTokenExchange(plain, from: peer, envelope)
        do {
            try envelope.admitCaller(
                path: "/oauth/token", mayBePlain: peer.mayBePlain,
                saysPlainHTTP: peer.isTrustedProxy && plain.forwardedProto?.lowercased() == "http",
                client: exchange.clientAddress)
            responder.answer(exchange.request(plain)) { self.answer(exchange, $0) }
        } catch {
            answer(exchange, responder.tokens.failure(error, requestID: exchange.requestID))
        }
    }

    private func answer(_ exchange: PlainTokenExchange, _ response: EndpointResponse) {
        guard case .answering = state, let context, context.channel.isActive else { return }
        responder.tokens.envelope.report(
            .post, route: "/oauth/token", requestID: exchange.requestID, client: exchange.clientAddress,
            .init(code: response.status), ContinuousClock.now - exchange.start, span: exchange.span)
        let bytes = response.http1(
            date: responder.currentDate, requestID: exchange.requestID,
            isLast: isQuiescing && held.readableBytes == 0, context.channel.allocator)
        context.write(wrapOutboundOut(bytes), promise: nil)
        if !needsFlush {
            needsFlush = true
            responder.flushes.add(self)
        }
        state = .reading
        limit.answerEnded()
        if held.readableBytes > 0 { limit.requestArrives() }
        takeHeld(context)
        if !isInRead { completePassed(context) }
        readOn(context)
    }

    /// Sends what has been written.
    func flushAnswers() {
        guard needsFlush else { return }
        needsFlush = false
        context?.flush()
    }

    /// Makes up for a read that was put off.
    private func readOn(_ context: ChannelHandlerContext) {
        guard isReadHeld, !isTaking else { return }
        isReadHeld = false
        read(context: context)
    }

    // MARK: The end of the connection

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed as ChannelEvent: end(.event(event), context)
        case is ChannelShouldQuiesceEvent:
            isQuiescing = true
            end(.event(event), context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.error(error), context)
    }

    /// What ends the connection waits for the answer, and comes behind the bytes that came before it.
    private func end(_ ending: Ending, _ context: ChannelHandlerContext) {
        heldEndings.append(ending)
        if case .answering = state { return }
        takeHeld(context)
    }

    private func endAsHeld(_ context: ChannelHandlerContext) {
        guard !heldEndings.isEmpty else { return }
        flushAnswers()
        if !isInRead { completePassed(context) }
        let endings = heldEndings
        heldEndings = []
        for ending in endings {
            switch ending {
            case .event(let event): context.fireUserInboundEventTriggered(event)
            case .error(let error): context.fireErrorCaught(error)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        state = .ended
        endAsHeld(context)
        context.fireChannelInactive()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode != .input { state = .ended }
        flushAnswers()
        context.close(mode: mode, promise: promise)
    }
}
