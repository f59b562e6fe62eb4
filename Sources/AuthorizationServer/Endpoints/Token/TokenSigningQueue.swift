import NIOCore
import TokenService

/// Signs together what the requests of one event loop have come to: as many as are best signed in one call, or what waits
/// at the end of a tick. A request that comes alone is signed alone and at once.
///
/// After a call for several, others have come meanwhile but not been read, or are about to come. A call for a few takes as
/// long as one for a full batch, so what does not fill a batch then waits for another look at the sockets, as long as each look
/// finds more.
///
/// Belongs to its event loop.
final class TokenSigningQueue {
    /// Within it the event loop comes round to its sockets; it waits no longer when there is nothing to read.
    static let look = TimeAmount.microseconds(10)
    /// Within it after a batch, the next requests of those who got its tokens are on their way.
    static let recently = TimeAmount.microseconds(200)

    private let endpoint: TokenEndpoint
    private let eventLoop: any EventLoop
    private let batchAnswered: () -> Void
    private var tokens: [UnsignedToken] = []
    private var receivers: [(EndpointResponse) -> Void] = []
    /// Whether the end of the tick, or of another look, is awaited.
    private var awaitsEnd = false
    /// When several were signed in one call.
    private var lastBatch: NIODeadline?
    /// How many were waiting when the sockets were last looked at for them.
    private var countAtLook = 0

    /// - Parameter batchAnswered: called when a batch has been handed out.
    init(endpoint: TokenEndpoint, eventLoop: any EventLoop, batchAnswered: @escaping () -> Void) {
        self.endpoint = endpoint
        self.eventLoop = eventLoop
        self.batchAnswered = batchAnswered
    }

    /// - Parameter receive: called on the event loop with the response, perhaps at once.
    func sign(_ token: UnsignedToken, _ receive: @escaping (EndpointResponse) -> Void) {
        guard token.batchSize > 1 else {
            receive(endpoint.sign(token))
            return
        }
        tokens.append(token)
        receivers.append(receive)
        if !awaitsEnd {
            awaitsEnd = true
            // Runs once everything that has arrived is read.
            eventLoop.assumeIsolated().execute { self.end() }
        }
        if tokens.count >= token.batchSize { flush() }
    }

    private func end() {
        guard tokens.count > countAtLook, let lastBatch, eventLoop.now - lastBatch < Self.recently else {
            awaitsEnd = false
            flush()
            return
        }
        countAtLook = tokens.count
        let loop = eventLoop.assumeIsolated()
        // Behind what else the tick has put off, so that the time is not over before the loop looks.
        loop.execute { loop.scheduleTask(in: Self.look) { self.end() } }
    }

    private func flush() {
        guard !tokens.isEmpty else { return }
        countAtLook = 0
        let tokens = self.tokens
        let receivers = self.receivers
        self.tokens.removeAll(keepingCapacity: true)
        self.receivers.removeAll(keepingCapacity: true)
        let responses = endpoint.sign(tokens)
        lastBatch = tokens.count > 1 ? eventLoop.now : nil
        for (receive, response) in zip(receivers, responses) { receive(response) }
        batchAnswered()
    }
}
