package import OAuthCore
package import Stores
import Synchronization

/// The revocations in force, in memory. It hears of every committed one, so that an ended token is refused from then on.
package final class RevocationList: Sendable {
    private struct State {
        var set = RevocationSet()
        var followers: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextFollower = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// The revocations at this moment.
    package var current: RevocationSet { state.withLock { $0.set } }

    /// How many wait for changes.
    package var followerCount: Int { state.withLock { $0.followers.count } }

    /// Adds what is stored; what was heard of meanwhile stays.
    package func fill(from store: any RevocationStore) async throws {
        let stored = try await store.revocations()
        change { set in
            let heard = set.revocations()
            set = stored
            set.insert(heard)
        }
    }

    /// Drops the revocations that can end nothing any more.
    package func removeExpired(at now: Timestamp) {
        state.withLock { _ = $0.set.removeExpired(at: now) }
    }

    /// Signals that there are new revocations, once for any number of them, until the follower stops listening.
    package func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.nextFollower += 1
            state.followers[state.nextFollower] = continuation
            return state.nextFollower
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.followers[number] = nil }
        }
        return stream
    }

    private func change(_ body: (inout RevocationSet) -> Void) {
        let followers = state.withLock { state in
            body(&state.set)
            return Array(state.followers.values)
        }
        for follower in followers { follower.yield() }
    }
}

extension RevocationList: RevocationObserver {
    package func revoked(_ revocations: [Revocation]) {
        change { $0.insert(revocations) }
    }
}
