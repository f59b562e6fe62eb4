import JOSE
import NIOCore
import Synchronization

/// What the connections of a ``TestRevocationServer`` share.
final class TestRevocationFeed: Sendable {
    struct State: Sendable {
        var url = ""
        var issuer: TestIssuer?
        var rules: [TestRevocationRule] = []
        var revision: Int64 = 1
        var behaviour = RevocationServerBehaviour.serving
        var requestCount = 0
        var connections: [ObjectIdentifier: any Channel] = [:]
        /// For each open stream, what sends an event.
        var streams: [ObjectIdentifier: @Sendable (String) -> Void] = [:]
    }

    let heartbeat: Duration
    private let state = Mutex(State())

    init(heartbeat: Duration) {
        self.heartbeat = heartbeat
    }

    func update(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    func value<Value: Sendable>(_ get: (State) -> Value) -> Value { state.withLock { get($0) } }

    func add(_ rules: [TestRevocationRule]) {
        let (event, streams) = state.withLock { state in
            let since = state.revision
            state.rules += rules
            state.revision += 1
            return (Self.event(rules, since: since, state), Array(state.streams.values))
        }
        guard let event else { return }
        for stream in streams { stream(event) }
    }

    /// The document of the whole set.
    static func document(_ state: State) -> String {
        document(state.rules, since: nil, state)
    }

    private static func document(_ rules: [TestRevocationRule], since: Int64?, _ state: State) -> String {
        guard state.behaviour != .nonsense, let issuer = state.issuer else { return "nonsense" }
        let document = try? issuer.revocations(
            rules, revision: state.revision, since: since, behaviour: state.behaviour)
        return document ?? "the issuer cannot sign"
    }

    /// The event for new rules, or for the whole set; `nil` when the server is to leave it out.
    static func event(_ rules: [TestRevocationRule], since: Int64?, _ state: State) -> String? {
        guard state.behaviour != .silent, state.behaviour != .skipping || since == nil else { return nil }
        return "event: revocations\nid: \(state.revision)\ndata: \(document(rules, since: since, state))\n\n"
    }

    var heartbeatEvent: String? {
        state.withLock { state in
            state.behaviour == .silent ? nil : "event: heartbeat\ndata: {\"revision\":\(state.revision)}\n\n"
        }
    }
}
