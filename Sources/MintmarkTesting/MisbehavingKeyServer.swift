import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A key server on the loopback interface that does what key servers do on bad days, to test how an application bears
/// it. It serves the key set at `/keys` and the metadata at `/.well-known/openid-configuration`.
public final class MisbehavingKeyServer: Sendable {
    private let conduct: Conduct
    private let channel: any Channel
    /// Its address: the issuer to give to a validator.
    public let url: String

    private init(conduct: Conduct, channel: any Channel, url: String) {
        self.conduct = conduct
        self.channel = channel
        self.url = url
    }

    /// Starts a server on a free port.
    /// - Throws: when it cannot listen.
    public static func start(_ behaviour: KeyServerBehaviour) async throws -> MisbehavingKeyServer {
        let conduct = Conduct(behaviour)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(KeyServerHandler(conduct: conduct))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
        conduct.setURL(url)
        return MisbehavingKeyServer(conduct: conduct, channel: channel, url: url)
    }

    /// Changes what it does from now on.
    public func behave(_ behaviour: KeyServerBehaviour) {
        conduct.set(behaviour)
    }

    /// How many key sets it was asked for so far.
    public var requestCount: Int { conduct.requestCount }

    /// Stops listening.
    public func stop() async {
        try? await channel.close()
    }
}

/// What the connections of a key server share.
final class Conduct: Sendable {
    private struct State {
        var behaviour: KeyServerBehaviour
        var requests = 0
        var url = ""
    }

    private let state: Mutex<State>

    init(_ behaviour: KeyServerBehaviour) {
        state = Mutex(State(behaviour: behaviour))
    }

    func set(_ behaviour: KeyServerBehaviour) { state.withLock { $0.behaviour = behaviour } }
    func setURL(_ url: String) { state.withLock { $0.url = url } }
    var requestCount: Int { state.withLock { $0.requests } }
    var url: String { state.withLock { $0.url } }

    /// What to do for one request for the key set.
    func next() -> KeyServerBehaviour {
        state.withLock { state in
            state.requests += 1
            return state.behaviour
        }
    }
}
