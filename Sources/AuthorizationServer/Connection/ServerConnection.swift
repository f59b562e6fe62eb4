import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2
import NIOSSL
import NIOTLS

/// Sets up connections of one address that speaks HTTP/1.1 and HTTP/2: with TLS the client chooses by ALPN (RFC 7301),
/// without it by beginning with the preface of HTTP/2 (RFC 9113 §3.3). For development, a connection without TLS may
/// also turn out to begin a TLS handshake.
struct ServerConnection: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let negotiated: EventLoopFuture<NegotiatedConnection>
    }

    /// Whether and when connections are encrypted.
    enum Encryption: Sendable {
        case never
        case always(NIOSSLContext)
        /// When the client begins with a TLS handshake.
        case offered(NIOSSLContext)
    }

    let encryption: Encryption
    let limits: ConnectionLimits
    /// For connections without TLS, and behind TLS.
    let http1: TokenServingChannel
    let http1BehindTLS: TokenServingChannel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let promise = channel.eventLoop.makePromise(of: NegotiatedConnection.self)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(
                NegotiationLimit(limits: limits, isOver: promise.futureResult), position: .first)
            switch encryption {
            case .always(let context):
                try self.encrypt(channel, context, promise, logger)
            case .never, .offered:
                let detection = ProtocolDetection { detected in
                    self.configure(channel, detected, promise, logger)
                }
                try pipeline.addHandler(detection)
            }
            // A connection that ends before it said what it speaks.
            channel.closeFuture.whenComplete { _ in promise.fail(ChannelError.ioOnClosedChannel) }
            return Value(channel: channel, negotiated: promise.futureResult)
        }
    }

    private func configure(
        _ channel: any Channel, _ detected: ProtocolDetection.Beginning,
        _ promise: EventLoopPromise<NegotiatedConnection>, _ logger: Logger
    ) {
        switch (detected, encryption) {
        case (.http2, _): promise.completeWith(http2(channel, logger))
        case (.tlsHandshake, .offered(let context)):
            do {
                try encrypt(channel, context, promise, logger)
            } catch {
                promise.fail(error)
            }
        default: promise.completeWith(http1.setup(channel: channel, logger: logger).map { .http1($0) })
        }
    }

    private func encrypt(
        _ channel: any Channel, _ context: NIOSSLContext, _ promise: EventLoopPromise<NegotiatedConnection>,
        _ logger: Logger
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(NIOSSLServerHandler(context: context))
        let negotiation = NIOTypedApplicationProtocolNegotiationHandler<NegotiatedConnection> { result in
            if case .negotiated("h2") = result { return http2(channel, logger) }
            return http1BehindTLS.setup(channel: channel, logger: logger).map { .http1($0) }
        }
        try pipeline.addHandler(negotiation)
        promise.completeWith(negotiation.protocolNegotiationResult)
    }

    private func http2(_ channel: any Channel, _ logger: Logger) -> EventLoopFuture<NegotiatedConnection> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let idle = HTTP2ConnectionLimit(timeout: limits.http2IdleTimeout, pingInterval: limits.idleTimeout)
            var configuration = NIOHTTP2Handler.Configuration()
            configuration.connection.initialSettings = [
                HTTP2Setting(parameter: .maxConcurrentStreams, value: ConnectionLimits.maximumStreams),
                HTTP2Setting(parameter: .maxHeaderListSize, value: ServerSettings.maximumHeaderSize),
            ]
            let limits = limits
            let connection = try pipeline.configureAsyncHTTP2Pipeline(
                mode: .server, streamDelegate: idle.delegate(on: channel.eventLoop), configuration: configuration
            ) { stream in
                stream.eventLoop.makeCompletedFuture {
                    let pipeline = stream.pipeline.syncOperations
                    try pipeline.addHandler(HTTP2FramePayloadToHTTPServerCodec())
                    try pipeline.addHandler(StreamDeadline(timeout: limits.requestTimeout))
                    return try NegotiatedConnection.Stream(wrappingChannelSynchronously: stream)
                }
            }
            try pipeline.addHandler(idle)
            try pipeline.addHandler(StalledReaderLimit(seconds: limits.idleTimeout.nanoseconds / 1_000_000_000))
            return .http2(connection)
        }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            switch try await value.negotiated.get() {
            case .http1(let connection): await http1.handle(value: connection, logger: logger)
            case .http2(let connection):
                try await withThrowingDiscardingTaskGroup { group in
                    for try await stream in connection.inbound {
                        group.addTask { await http1.http.handle(value: stream, logger: logger) }
                    }
                }
            }
        } catch {
            logger.trace("a connection ended early", metadata: ["reason": "\(error)"])
        }
    }
}
