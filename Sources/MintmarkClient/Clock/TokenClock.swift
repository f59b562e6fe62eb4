/// Tells how time passes and waits. Replaced in tests; everywhere else ``SystemTokenClock`` is right.
public protocol TokenClock: Sendable {
    /// The time since an origin that does not change. Never goes backwards, and goes on while the machine sleeps.
    var now: Duration { get }

    /// Waits until ``now`` is at least `time`.
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(until time: Duration) async throws
}
