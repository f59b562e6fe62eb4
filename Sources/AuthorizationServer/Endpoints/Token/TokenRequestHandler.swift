import HTTPTypes
import NIOCore
import NIOHTTPTypes
import OAuthCore
import TokenService

/// Answers those token requests on the event loop that ``PlainTokenRequestHandler`` leaves to the HTTP codec; all other
/// requests pass through to the router. Answers leave in the order of the requests.
final class TokenRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum State {
        /// The request that is read, or the next one, is the router's.
        case passing
        case reading(TokenExchange)
        case answering(TokenExchange)
        /// A request was answered before it was read to its end.
        case discarding
        /// The connection ends; nothing more is read.
        case ending
    }

    private let responder: TokenResponder
    private var tokens: TokenRequestService { responder.tokens }
    private var state = State.passing
    /// Requests that the router has not answered yet.
    private var passed = 0
    /// What came while an answer was outstanding; ``ReadAhead`` keeps it small.
    private var held = CircularBuffer<HTTPRequestPart>()
    /// What ends the connection, held back until the answer has left.
    private var heldEnd: ((ChannelHandlerContext) -> Void)?
    private var context: ChannelHandlerContext?
    /// The address at the other end of the connection.
    private var peer: String?

    init(_ responder: TokenResponder) {
        self.responder = responder
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        state = .ending
        held.removeAll()
        heldEnd = nil
        context.fireChannelInactive()
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        held.append(unwrapInboundIn(data))
        takeHeld(context)
    }

    /// Takes what may be taken now.
    /// - Parameter completes: whether the router is told that there is no more to read for now, as it must be unless
    ///   the channel is about to say so.
    private func takeHeld(_ context: ChannelHandlerContext, completes: Bool = false) {
        var isPassed = false
        defer { if isPassed, completes { context.fireChannelReadComplete() } }
        while let part = held.first {
            switch (state, part) {
            case (.answering, _): return
            case (.passing, .head(let head)):
                guard let query = TokenRequestService.query(of: head) else {
                    passed += 1
                    break
                }
                // An answer of the router that is still to come must leave first.
                guard passed == 0 else { return }
                held.removeFirst()
                begin(head, query: query)
                continue
            case (.passing, _): break
            case (.reading(let exchange), _):
                held.removeFirst()
                read(part, of: exchange)
                continue
            case (.discarding, _):
                held.removeFirst()
                if case .end = part { state = .passing }
                continue
            case (.ending, _):
                held.removeAll()
                return
            }
            held.removeFirst()
            isPassed = true
            context.fireChannelRead(wrapInboundOut(part))
        }
    }

    private func begin(_ head: HTTPRequest, query: String?) {
        let envelope = tokens.envelope
        let peer = peer ?? context?.remoteAddress?.ipAddress ?? "unknown"
        self.peer = peer
        let client = envelope.proxies.clientAddress(peer: peer, headers: head.headerFields)
        let exchange = TokenExchange(
            head: head, query: query, clientAddress: client, span: envelope.tracing?.begin(head))
        state = .reading(exchange)
        do {
            try envelope.admit(head, path: "/oauth/token", peer: peer, client: client)
            guard !exchange.announcesMore(than: TokenHTTPRequest.maximumBodySize) else {
                throw WireError(httpStatus: .contentTooLarge)
            }
        } catch {
            answer(exchange, tokens.failure(error, requestID: exchange.requestID))
        }
    }

    private func read(_ part: HTTPRequestPart, of exchange: TokenExchange) {
        var exchange = exchange
        switch part {
        case .head: break
        case .body(let buffer):
            guard exchange.body.count + buffer.readableBytes <= TokenHTTPRequest.maximumBodySize else {
                let error = WireError(httpStatus: .contentTooLarge)
                return answer(exchange, tokens.failure(error, requestID: exchange.requestID))
            }
            exchange.body.append(contentsOf: buffer.readableBytesView)
            state = .reading(exchange)
        case .end:
            exchange.isRead = true
            state = .answering(exchange)
            responder.answer(exchange.request) { self.answer(exchange, $0) }
        }
    }

    // MARK: Responses

    private func answer(_ exchange: TokenExchange, _ response: EndpointResponse) {
        guard let context, context.channel.isActive else { return }
        let envelope = tokens.envelope
        var head = HTTPResponse(status: .init(code: response.status), headerFields: response.fields)
        head.headerFields[.contentLength] = String(response.body.count)
        head.headerFields[.date] = responder.currentDate
        envelope.finish(&head.headerFields, of: exchange.head, requestID: exchange.requestID)
        envelope.report(
            .post, route: "/oauth/token", requestID: exchange.requestID, client: exchange.clientAddress, head.status,
            ContinuousClock.now - exchange.start, span: exchange.span)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(context.channel.allocator.buffer(bytes: response.body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        if exchange.head.headerFields[.connection] == "close" {
            state = .ending
            context.close(mode: .output, promise: nil)
        } else {
            state = exchange.isRead ? .passing : .discarding
        }
        takeHeld(context, completes: true)
        guard case .answering = state else {
            heldEnd?(context)
            heldEnd = nil
            return
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        guard case .end = unwrapOutboundIn(data) else { return }
        passed = max(0, passed - 1)
        takeHeld(context, completes: true)
    }

    // MARK: The end of the connection

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .inputClosed? = event as? ChannelEvent else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        // The router would close the connection before the answer has left.
        holdWhileAnswering(context) { $0.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The rest of a request that is half read will not come.
        if case .reading = state { state = .passing }
        // The router's answer to malformed bytes would be taken for that of the request before them.
        holdWhileAnswering(context) { $0.fireErrorCaught(error) }
    }

    private func holdWhileAnswering(
        _ context: ChannelHandlerContext, _ end: @escaping (ChannelHandlerContext) -> Void
    ) {
        // The first is the reason of those that come after it.
        if case .answering = state { heldEnd = heldEnd ?? end } else { end(context) }
    }
}
