import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Hummingbird's connection with the limits of connections, and with the handlers that answer token requests:
/// ``PlainTokenRequestHandler`` in front of the HTTP codec for those in the usual form, and ``TokenRequestHandler`` for all
/// others, behind everything that limits a connection and follows its state, in front of what hands requests to the router.
struct TokenServingChannel: ServerChildChannel {
    let http: HTTP1Channel
    private let tokens: TokenResponders
    private let servesPlainRequests: Bool

    /// - Parameters:
    ///   - isBehindTLS: whether bytes of the first request may have come before the handlers are there.
    ///   - servesPlainRequests: whether the short way is open to requests that may take it.
    init(
        _ responder: @escaping HTTP1Channel.Responder, _ limits: ConnectionLimits, isBehindTLS: Bool,
        _ tokens: TokenResponders, servesPlainRequests: Bool = true
    ) {
        self.tokens = tokens
        self.servesPlainRequests = servesPlainRequests
        http = HTTP1Channel(
            responder: responder,
            configuration: .init(
                additionalChannelHandlers: [
                    HTTP1ConnectionLimit(limits: limits, beginsAtOnce: isBehindTLS),
                    StalledReaderLimit(seconds: limits.idleTimeout.nanoseconds / 1_000_000_000),
                    HeaderLimit(), ReadAhead(), ConnectionPersistence(),
                ],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: ServerSettings.maximumHeaderSize,
                    maxHeaderListSize: ServerSettings.maximumHeaderSize,
                    maxHeaderFieldCount: ServerSettings.maximumHeaderCount)))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let responder = tokens.responder(of: channel.eventLoop)
            let state = try pipeline.handler(type: HTTPConnectionStateHandler.self)
            try pipeline.addHandler(TokenRequestHandler(responder), position: .after(state))
            if servesPlainRequests {
                let limit = try pipeline.handler(type: HTTP1ConnectionLimit.self)
                let encoder = try pipeline.handler(type: HTTPResponseEncoder.self)
                try pipeline.addHandler(PlainTokenRequestHandler(responder, limit), position: .before(encoder))
            }
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
