import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An issuer's metadata, keys and revocation feed on the loopback interface, to test how an application bears what the
/// feed says, and what becomes of it when the feed is gone.
///
/// ```swift
/// let server = try await TestRevocationServer.start()
/// let issuer = try TestIssuer(issuer: server.url)
/// server.serve(issuer)
/// let validator = try issuer.validator(revocation: .stream)
/// try server.add(.client("m2morg_1", issuedBefore: now, expiry: now + 3600))
/// ```
public final class TestRevocationServer: Sendable {
    private let feed: TestRevocationFeed
    private let channel: Mutex<any Channel>
    private let port: Int
    /// Its address: the issuer to give to a ``TestIssuer`` and a validator.
    public let url: String

    private init(feed: TestRevocationFeed, channel: any Channel, port: Int, url: String) {
        self.feed = feed
        self.channel = Mutex(channel)
        self.port = port
        self.url = url
    }

    /// Starts a server on a free port, without rules.
    /// - Parameter heartbeat: how often open streams are told the revision.
    /// - Throws: when it cannot listen.
    public static func start(heartbeat: Duration = .seconds(5)) async throws -> TestRevocationServer {
        let feed = TestRevocationFeed(heartbeat: heartbeat)
        let channel = try await listen(feed, port: 0)
        let port = channel.localAddress?.port ?? 0
        let url = "http://127.0.0.1:\(port)"
        feed.update { $0.url = url }
        return TestRevocationServer(feed: feed, channel: channel, port: port, url: url)
    }

    private static func listen(_ feed: TestRevocationFeed, port: Int) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(RevocationServerHandler(feed: feed))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
    }

    /// Serves the keys of the issuer, and signs with its key.
    public func serve(_ issuer: TestIssuer) {
        feed.update { $0.issuer = issuer }
    }

    /// Adds rules: the revision grows, and open streams hear of it.
    public func add(_ rules: TestRevocationRule...) {
        feed.add(rules)
    }

    /// Adds many rules.
    public func add(contentsOf rules: [TestRevocationRule]) {
        feed.add(rules)
    }

    /// Changes what it does from now on.
    public func behave(_ behaviour: RevocationServerBehaviour) {
        feed.update { $0.behaviour = behaviour }
    }

    /// How often it was asked for revocations so far, streams included.
    public var requestCount: Int { feed.value { $0.requestCount } }

    /// How many streams are open.
    public var streamCount: Int { feed.value { $0.streams.count } }

    /// Stops listening and closes all connections.
    public func stop() async {
        try? await channel.withLock { $0 }.close()
        let connections = feed.value { Array($0.connections.values) }
        for connection in connections { try? await connection.close() }
    }

    /// Listens again at the same address, with the same rules.
    /// - Throws: when it cannot listen.
    public func restart() async throws {
        let channel = try await Self.listen(feed, port: port)
        self.channel.withLock { $0 = channel }
    }
}
