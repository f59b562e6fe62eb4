import NIOCore
import OAuthCore
import Synchronization
import TokenService

/// Answers the token requests of one event loop, to which it belongs.
final class TokenResponder {
    let tokens: TokenRequestService
    private let eventLoop: any EventLoop
    private let queue: TokenSigningQueue
    let flushes: AnswerFlushes
    private var date = (seconds: Int64(-1), text: "")

    init(_ tokens: TokenRequestService, eventLoop: any EventLoop) {
        self.tokens = tokens
        self.eventLoop = eventLoop
        let flushes = AnswerFlushes(eventLoop: eventLoop)
        self.flushes = flushes
        queue = TokenSigningQueue(endpoint: tokens.endpoint, eventLoop: eventLoop) { flushes.flush() }
    }

    /// - Parameter receive: called once on the event loop with the response, perhaps at once.
    func answer(_ request: TokenHTTPRequest, _ receive: @escaping (EndpointResponse) -> Void) {
        let preparation = tokens.endpoint.prepare(request)
        if let settled = SettledTokenRequest(preparation) {
            finish(settled, receive)
            return
        }
        let promise = eventLoop.makePromise(of: SettledTokenRequest.self)
        promise.completeWithTask { [tokens] in try await tokens.settle(request, preparation) }
        promise.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success(let settled): self.finish(settled, receive)
            case .failure(let error): receive(self.tokens.failure(error, requestID: request.requestID))
            }
        }
    }

    private func finish(_ settled: SettledTokenRequest, _ receive: @escaping (EndpointResponse) -> Void) {
        switch settled {
        case .refusal(let response): receive(response)
        case .token(let token): queue.sign(token, receive)
        }
    }

    /// The value of `Date`, made once a second.
    var currentDate: String {
        let now = tokens.envelope.clock.now().seconds
        if now != date.seconds { date = (now, HTTPDate.text(now)) }
        return date.text
    }
}

/// The responder of each event loop.
final class TokenResponders: Sendable {
    private let tokens: TokenRequestService
    private let responders = Mutex<[ObjectIdentifier: NIOLoopBound<TokenResponder>]>([:])

    init(_ tokens: TokenRequestService) {
        self.tokens = tokens
    }

    /// Call it on the event loop.
    func responder(of eventLoop: any EventLoop) -> TokenResponder {
        let bound = responders.withLock { responders in
            if let known = responders[ObjectIdentifier(eventLoop)] { return known }
            let responder = TokenResponder(tokens, eventLoop: eventLoop)
            let bound = NIOLoopBound(responder, eventLoop: eventLoop)
            responders[ObjectIdentifier(eventLoop)] = bound
            return bound
        }
        return bound.value
    }
}
