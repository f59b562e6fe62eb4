import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded
import Synchronization

@testable import AuthorizationServer

/// The handlers of a connection of HTTP/1.1, with a router behind them that says what reached it.
final class TestedConnection: Sendable {
    private let channel = NIOAsyncTestingChannel()
    private let sent = Mutex<[UInt8]>([])
    private let handling: Task<Void, Never>

    /// - Parameter servesPlainRequests: whether the short way is open.
    init(
        _ tokens: TokenResponders, servesPlainRequests: Bool,
        limits: ConnectionLimits = ConnectionLimits(requestTimeout: .seconds(10), idleTimeout: .seconds(60))
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let http = TokenServingChannel(
            Self.respond, limits, isBehindTLS: false, tokens, servesPlainRequests: servesPlainRequests)
        let channel = channel
        channel.allowRemoteHalfClosure = true
        try await channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1000)).get()
        let connection = try await channel.eventLoop.flatSubmit { http.setup(channel: channel, logger: logger) }.get()
        handling = Task(executorPreference: LoopExecutor(loop: channel.testingEventLoop)) {
            await http.handle(value: connection, logger: logger)
        }
        try await channel.testingEventLoop.executeInContext {
            let outlet = Outlet { bytes in self.sent.withLock { $0 += bytes } }
            try channel.pipeline.syncOperations.addHandler(outlet, position: .first)
        }
    }

    /// Everything that has left so far.
    var answers: [UInt8] { sent.withLock { $0 } }
    var isOpen: Bool { channel.isActive }

    /// Some bytes come in as one read of the channel.
    func receive(_ bytes: some Sequence<UInt8>) async throws {
        let buffer = ByteBuffer(bytes: bytes)
        let channel = channel
        try await channel.testingEventLoop.executeInContext {
            channel.pipeline.syncOperations.fireChannelRead(NIOAny(buffer))
            channel.pipeline.syncOperations.fireChannelReadComplete()
        }
    }

    /// An event reaches the handlers.
    func happen(_ event: some Sendable) async throws {
        let channel = channel
        try await channel.testingEventLoop.executeInContext {
            channel.pipeline.syncOperations.fireUserInboundEventTriggered(event)
        }
    }

    /// What was put off to the end of the tick is done.
    func run() async {
        await channel.testingEventLoop.run()
    }

    func advance(_ time: TimeAmount) async {
        await channel.testingEventLoop.advanceTime(by: time)
    }

    /// Runs until what is under way has come to rest. Enough turns for the longest chain of tasks that there is.
    func settle() async {
        for _ in 0..<40 { await run() }
    }

    /// Runs until the connection is closed.
    func ended() async {
        let channel = channel
        let running = Task { while !Task.isCancelled { await channel.testingEventLoop.run() } }
        await handling.value
        running.cancel()
    }

    @Sendable private static func respond(
        _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        var size = 0
        for try await part in request.body { size += part.readableBytes }
        let text = "\(request.method) \(request.uri.string) \(size)"
        var fields: HTTPFields = [.contentLength: String(text.utf8.count)]
        if request.headers[.connection] == "close" { fields[.connection] = "close" }
        var body = try await writer.writeHead(HTTPResponse(status: .accepted, headerFields: fields))
        try await body.write(ByteBuffer(string: text))
        try await body.finish(nil)
    }

    /// Keeps what is sent.
    private final class Outlet: ChannelOutboundHandler {
        typealias OutboundIn = IOData

        private let keep: ([UInt8]) -> Void

        init(keep: @escaping ([UInt8]) -> Void) {
            self.keep = keep
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if case .byteBuffer(let buffer) = unwrapOutboundIn(data) { keep(Array(buffer.readableBytesView)) }
            promise?.succeed()
        }
    }
}

/// Runs the tasks of a connection on its event loop, in the same order each time.
private final class LoopExecutor: TaskExecutor {
    private let loop: NIOAsyncTestingEventLoop

    init(loop: NIOAsyncTestingEventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
