import NIOCore
import TokenService

/// Signs together what the requests of one event loop have come to: as many as are best signed in one call, or what waits
/// at the end of a tick. A request that comes alone is signed alone and at once.
///
/// When a batch was signed in a tick and some are left over, others have come meanwhile but not been read. A call for a few
/// takes as long as one for a full batch, so those left over wait until the sockets have been looked at once more.
///
/// Belongs to its event loop.
final class TokenSigningQueue {
    /// Within it the event loop comes round to its sockets; it waits no longer when there is nothing to read.
    static let look = TimeAmount.microseconds(10)

    private let endpoint: TokenEndpoint
    private let eventLoop: any EventLoop
    private var tokens: [UnsignedToken] = []
    private var receivers: [(EndpointResponse) -> Void] = []
    /// Whether the end of the tick, or of another look, is awaited.
    private var awaitsEnd = false
    /// Whether a full batch was signed since the sockets were looked at.
    private var hasSigned = false

    init(endpoint: TokenEndpoint, eventLoop: any EventLoop) {
        self.endpoint = endpoint
        self.eventLoop = eventLoop
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
        if tokens.count >= token.batchSize {
            hasSigned = true
            flush()
        }
    }

    private func end() {
        if hasSigned, !tokens.isEmpty {
            hasSigned = false
            let loop = eventLoop.assumeIsolated()
            // Behind what else the tick has put off, so that the time is not over before the loop looks.
            loop.execute { loop.scheduleTask(in: Self.look) { self.end() } }
        } else {
            awaitsEnd = false
            hasSigned = false
            flush()
        }
    }

    private func flush() {
        guard !tokens.isEmpty else { return }
        let tokens = self.tokens
        let receivers = self.receivers
        self.tokens.removeAll(keepingCapacity: true)
        self.receivers.removeAll(keepingCapacity: true)
        for (receive, response) in zip(receivers, endpoint.sign(tokens)) { receive(response) }
    }
}
