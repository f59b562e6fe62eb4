import NIOPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether the server answers at all, for all calls of a store.
///
/// A server that stands still, or a network that swallows what is sent, closes no connection. So who has waited for an
/// answer for a while looks whether the server takes a new connection. A busy one does, and goes on being waited for.
/// When nobody answers, all calls are refused at once, and a thread asks until somebody does.
final class Reachability: Sendable {
    private struct State {
        /// Why no call is tried; `nil` while the server answers.
        var failure: ServerFailure?
        var outages = 0
        var isClosed = false
    }

    /// How long an answer is waited for before the server is looked after.
    static let patience = Duration.seconds(2)
    /// Somebody answers an attempt to connect that fails sooner, be it with a refusal.
    private static let silence = Duration.seconds(1)
    /// Between two attempts during an outage, in microseconds.
    private static let interval: UInt32 = 250_000

    let address: ServerAddress
    private let threads = NIOThreadPool(numberOfThreads: 1)
    private let state = Mutex(State())

    init(_ address: ServerAddress) {
        self.address = address
        threads.start()
    }

    /// Why no call is tried now; `nil` while the server answers.
    var refusal: ServerFailure? { state.withLock { $0.failure } }

    /// How often the server stopped answering: connections of an earlier time are not used any more.
    var outages: Int { state.withLock { $0.outages } }

    /// Connects for a call.
    /// - Throws: ``ServerFailure``.
    func connect() throws(ServerFailure) -> Connection {
        try noting { () throws(ServerFailure) in try Connection(address, reachability: self) }
    }

    /// Looks whether the server answers, by a connection of its own. Blocks for some seconds at most.
    /// - Returns: why the one who asks should wait no longer.
    func look() -> ServerFailure? {
        guard refusal == nil else { return refusal }
        _ = try? noting { () throws(ServerFailure) in try Connection(address.impatient) }
        return refusal
    }

    func close() async throws {
        state.withLock { $0.isClosed = true }
        try await threads.shutdownGracefully()
    }

    /// Takes an attempt to connect that fails because nobody answers for the beginning of an outage.
    private func noting(_ attempt: () throws(ServerFailure) -> Connection) throws(ServerFailure) -> Connection {
        let begin = ContinuousClock.now
        do throws(ServerFailure) {
            return try attempt()
        } catch {
            if .now - begin >= Self.silence { beginOutage(error) }
            throw error
        }
    }

    private func beginOutage(_ failure: ServerFailure) {
        let isNew = state.withLock { state in
            guard state.failure == nil, !state.isClosed else { return false }
            state.failure = failure
            state.outages += 1
            return true
        }
        guard isNew else { return }
        threads.submit { [self] _ in askUntilAnswered() }
    }

    private func askUntilAnswered() {
        while !state.withLock({ $0.isClosed }) {
            usleep(Self.interval)
            let begin = ContinuousClock.now
            if (try? Connection(address.impatient)) != nil || .now - begin < Self.silence { break }
        }
        state.withLock { $0.failure = nil }
    }
}
