import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on the loopback interface that answers as told and keeps what it was asked.
final class LoopbackServer: Sendable {
    struct Received: Sendable {
        let method: String
        let path: String
        let headers: [String: String]
        let body: String
    }

    enum Reply: Sendable {
        case answer(status: Int, headers: [String: String] = [:], body: String = "")
        /// Head and the beginning of the body, and then nothing more.
        case stall
        /// Closes the connection without an answer.
        case close
    }

    typealias Script = @Sendable (_ number: Int, _ request: Received) -> Reply

    private let script: Script
    private let log = Mutex<[Received]>([])

    private init(_ script: @escaping Script) { self.script = script }

    var received: [Received] { log.withLock { $0 } }

    fileprivate func reply(to request: Received) -> Reply {
        let number = log.withLock { received in
            received.append(request)
            return received.count
        }
        return script(number, request)
    }

    /// Runs a server for the time of a test.
    static func run(
        _ script: @escaping Script, _ test: (_ server: LoopbackServer, _ url: String) async throws -> Void
    ) async throws {
        let server = LoopbackServer(script)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Void, any Error>
        do {
            result = .success(try await test(server, "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"))
        } catch {
            result = .failure(error)
        }
        try? await channel.close()
        try result.get()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private static let largestBody = 1 << 20
        private let server: LoopbackServer
        private var head: HTTPRequestHead?
        private var body = ""

        init(_ server: LoopbackServer) { self.server = server }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                self.head = head
                body = ""
            case .body(let buffer):
                body += String(buffer: buffer)
                if body.utf8.count > Self.largestBody { context.close(promise: nil) }
            case .end:
                guard let head else { return }
                let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $0 + ", " + $1 }
                answer(
                    context,
                    server.reply(
                        to: Received(method: head.method.rawValue, path: head.uri, headers: headers, body: body)))
            }
        }

        private func answer(_ context: ChannelHandlerContext, _ reply: Reply) {
            switch reply {
            case .close: context.close(promise: nil)
            case .stall:
                write(context, status: 200, ["Content-Length": "100"], body: "{")
                context.flush()
            case .answer(let status, let headers, let body):
                write(
                    context, status: status, headers.merging(["Content-Length": "\(body.utf8.count)"]) { $1 },
                    body: body)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }

        private func write(_ context: ChannelHandlerContext, status: Int, _ headers: [String: String], body: String) {
            let head = HTTPResponseHead(
                version: .http1_1, status: .init(statusCode: status), headers: .init(headers.map { ($0, $1) }))
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
        }
    }
}
