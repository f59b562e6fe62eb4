import NIOCore
import TokenService

/// Signs together what the requests of one event loop have come to. A batch is what waits at the end of a tick, or as
/// many as are best signed in one call: nothing waits for a batch to fill, and a request that comes alone is signed alone.
///
/// Belongs to its event loop.
final class TokenSigningQueue {
    private let endpoint: TokenEndpoint
    private let eventLoop: any EventLoop
    private var tokens: [UnsignedToken] = []
    private var receivers: [(EndpointResponse) -> Void] = []

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
        if tokens.count >= token.batchSize {
            flush()
        } else if tokens.count == 1 {
            // Runs once everything that has arrived is read.
            eventLoop.assumeIsolated().execute { self.flush() }
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
