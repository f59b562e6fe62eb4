import OAuthCore
import Synchronization

/// How long ago a node was in step with the store that it shares with others.
package final class Freshness: Sendable {
    /// Of a store that nobody else changes.
    package static let always = Freshness(bound: nil)

    private let bound: Int64?
    private let start = ContinuousClock.now
    /// In nanoseconds since ``start``.
    private let heard = Atomic<Int64>(0)

    /// - Parameter bound: how old memory may be; `nil` for no bound. Until the first ``noteHeard(since:)`` the node
    ///   counts as in step since now.
    package init(bound: Duration?) {
        self.bound = bound?.nanoseconds
    }

    /// What was committed before `moment` is in memory.
    package func noteHeard(since moment: ContinuousClock.Instant) {
        heard.store((moment - start).nanoseconds, ordering: .relaxed)
    }

    /// Whether memory may be answered from.
    package var isFresh: Bool {
        guard let bound else { return true }
        return age <= bound
    }

    /// - Throws: ``StoreError`` `unavailable` when memory may not be answered from.
    package func require() throws(StoreError) {
        guard !isFresh else { return }
        throw StoreError(
            .unavailable,
            "nothing was heard from the store for \(Int(seconds)) seconds, so that what is in memory is too old to "
                + "answer from")
    }

    /// For how many seconds nothing was heard.
    package var seconds: Double { Double(age) * 1e-9 }

    private var age: Int64 {
        (ContinuousClock.now - start).nanoseconds - heard.load(ordering: .relaxed)
    }
}
