import JOSE
import Synchronization

/// An issuer's revocations as one validator holds them, and the work that keeps them current.
final class RevocationFeed: Sendable {
    /// What the times of day do not decide; shorter in tests.
    struct Timing: Sendable {
        /// After what time without a byte a stream is given up; a heartbeat comes every five seconds.
        var silence: Duration = .seconds(15)
        /// How long a document may take.
        var timeout: Duration = .seconds(10)
        /// What the waits between attempts are multiplied with.
        var delayFactor = 1.0
    }

    private let issuer: String
    private let keys: any KeySource
    private let transport: any RevocationTransport
    private let clock: any ValidationClock
    private let timing: Timing
    private let following: RevocationFollowing
    private let state: Mutex<RevocationState>
    private let endpoint = Mutex<String?>(nil)
    private let entityTag = Mutex<String?>(nil)
    private let firstWord = FirstWord()

    init(
        issuer: String, following: RevocationFollowing, keys: any KeySource, transport: any RevocationTransport,
        clock: any ValidationClock, timing: Timing = .init()
    ) {
        self.issuer = issuer
        self.following = following
        self.keys = keys
        self.transport = transport
        self.clock = clock
        self.timing = timing
        state = Mutex(RevocationState(following: following))
    }

    /// - Throws: ``TokenValidationError`` `revoked` or `revocationUnknown`.
    func check(_ claims: StandardClaims, keyID: String, at now: Int64) throws(TokenValidationError) {
        switch state.withLock({ $0.judge(claims, keyID: keyID, at: now) }) {
        case .accepted: return
        case .revoked:
            throw TokenValidationError(
                .revoked, .revocation, "The token has been revoked; get a new one, if the client still may.")
        case .unknown: throw .revocationUnknown
        }
    }

    /// Whether tokens are refused while it is not known which ones are revoked.
    var refusesWhenStale: Bool { following.whenStale == .refuse }

    var status: RevocationStatus {
        let now = clock.seconds
        return state.withLock { $0.status(at: now) }
    }

    /// Waits for the first rules; where stale ones would do, only for the first attempt to get them.
    /// - Throws: ``TokenValidationError`` `revocationUnknown`.
    func prefetch(timeout: Duration) async throws {
        await firstWord.wait(timeout: timeout)
        guard refusesWhenStale, status.isStale else { return }
        throw TokenValidationError.revocationUnknown
    }

    /// Follows until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            var pause = 0.0
            do {
                switch following.mode {
                case .none: return
                case .stream:
                    let address = await address()
                    if let stream = transport.events(at: address) {
                        try await follow(stream)
                    } else {
                        try await ask()
                        pause = 1
                    }
                case .poll(let interval):
                    try await ask()
                    pause = Double(interval.components.seconds) * Double.random(in: 0.9...1.1)
                }
            } catch {
                guard !Task.isCancelled else { return }
                await recover(from: error)
            }
            pause += state.withLock { $0.delay(random: .random(in: 0...1)) }
            try? await Task.sleep(for: .seconds(pause * timing.delayFactor))
        }
    }

    /// A stream that broke off is opened again after a while; what it may have held back is fetched at once.
    private func recover(from error: any Error) async {
        if following.mode == .stream { try? await fetchAll() }
        state.withLock { $0.noteFailure("\(error)") }
        if !refusesWhenStale { firstWord.come() }
    }

    private func apply(_ bytes: [UInt8]) async throws {
        let document = try await RevocationDocument.verified(
            bytes, issuer: issuer, keys: keys, timeout: timing.timeout)
        let now = clock.seconds
        try state.withLock { state throws(RevocationFault) -> Void in try state.apply(document, at: now) }
        firstWord.come()
    }

    private func ask() async throws {
        try await fetchAll()
        state.withLock {
            $0.noteConnected()
            $0.noteLasting()
        }
    }

    private func fetchAll() async throws {
        let tag = entityTag.withLock { $0 }
        let answer = try await transport.document(
            at: await address(), entityTag: tag, maximumSize: RevocationDocument.maximumSize, timeout: timing.timeout)
        switch answer {
        case .document(let bytes, let tag):
            try await apply(bytes)
            entityTag.withLock { $0 = tag }
        case .unchanged:
            let now = clock.seconds
            state.withLock { $0.noteUnchanged(at: now) }
        }
    }

    private func follow(_ stream: AsyncThrowingStream<[UInt8], any Error>) async throws {
        let lastByte = LastByte()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await self.read(stream, lastByte)
                throw RevocationFault.silent
            }
            group.addTask { [silence = timing.silence] in
                repeat { try await Task.sleep(for: silence / 3) } while lastByte.age < silence
                throw RevocationFault.silent
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func read(_ stream: AsyncThrowingStream<[UInt8], any Error>, _ lastByte: LastByte) async throws {
        var parser = ServerSentEvents(maximumSize: RevocationDocument.maximumSize)
        for try await bytes in stream {
            lastByte.note()
            for event in try parser.events(from: bytes) { try await take(event) }
        }
    }

    private func take(_ event: ServerSentEvents.Event) async throws {
        switch event.name {
        case "revocations":
            try await apply(event.data)
            state.withLock { $0.noteConnected() }
        case "heartbeat":
            guard let revision = (try? JSONParser.parse(event.data))?["revision"]?.integer else {
                throw RevocationFault.malformed("a heartbeat names no revision")
            }
            let now = clock.seconds
            try state.withLock { state throws(RevocationFault) -> Void in
                try state.noteHeartbeat(revision, at: now)
                state.noteConnected()
                state.noteLasting()
            }
        default: break
        }
    }

    /// Where the issuer's metadata says that the feed is, or where it is by default (RFC 8414 §2).
    private func address() async -> String {
        if let known = endpoint.withLock({ $0 }) { return known }
        let metadata = try? await transport.document(
            at: issuer + "/.well-known/openid-configuration", entityTag: nil, maximumSize: 256 * 1024,
            timeout: timing.timeout)
        guard case .document(let body, _)? = metadata, let json = try? JSONParser.parse(body),
            json["issuer"]?.string == issuer
        else { return issuer + "/oauth/revocations" }
        let address = json["revocations_endpoint"]?.string ?? issuer + "/oauth/revocations"
        endpoint.withLock { $0 = address }
        return address
    }
}
