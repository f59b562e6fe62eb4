import HummingbirdCore
import Logging
import NIOCore

/// Hummingbird's connection with ``TokenRequestHandler`` in it, behind everything that limits a connection and follows
/// its state, in front of what hands requests to the router.
struct TokenServingChannel: ServerChildChannel {
    let http: HTTP1Channel
    let tokens: TokenRequestService

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let state = try pipeline.handler(type: HTTPConnectionStateHandler.self)
            try pipeline.addHandler(TokenRequestHandler(tokens), position: .after(state))
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
