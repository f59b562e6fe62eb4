import NIOCore

/// Tells from the first bytes of a connection what follows, and then hands on all bytes and takes itself away.
final class ProtocolDetection: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// How a connection may begin.
    enum Beginning: Equatable {
        case http1
        /// The preface of RFC 9113 §3.4.
        case http2
        /// A record of type handshake (RFC 8446 §5.1).
        case tlsHandshake

        /// - Returns: `nil` while more bytes are needed.
        init?(_ bytes: some Collection<UInt8>) {
            guard let first = bytes.first else { return nil }
            if first == 0x16 {
                self = .tlsHandshake
            } else if bytes.count >= Self.preface.count {
                self = bytes.starts(with: Self.preface) ? .http2 : .http1
            } else if Self.preface.starts(with: bytes) {
                return nil
            } else {
                self = .http1
            }
        }

        private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    }

    private let configure: (Beginning) -> Void
    private var received: ByteBuffer?
    private var isDetected = false

    /// - Parameter configure: adds the handlers for what follows, at once.
    init(configure: @escaping (Beginning) -> Void) {
        self.configure = configure
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if received == nil { received = bytes } else { received?.writeBuffer(&bytes) }
        guard !isDetected, let received, let beginning = Beginning(received.readableBytesView) else { return }
        isDetected = true
        configure(beginning)
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Who reads on is decided by the handlers that follow.
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent, !isDetected { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func removeHandler(context: ChannelHandlerContext, removalToken: ChannelHandlerContext.RemovalToken) {
        let pipeline = context.pipeline
        context.leavePipeline(removalToken: removalToken)
        guard let received else { return }
        self.received = nil
        // From the head of the pipeline, since some of the new handlers sit there.
        pipeline.syncOperations.fireChannelRead(NIOAny(received))
        pipeline.syncOperations.fireChannelReadComplete()
    }
}
