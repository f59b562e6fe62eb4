/// The clock of the machine. Changes of the time of day do not touch it.
public struct SystemTokenClock: TokenClock {
    private static let origin = ContinuousClock.now

    /// The clock of the machine.
    public init() {}

    /// The time since the process first asked.
    public var now: Duration { Self.origin.duration(to: .now) }

    /// Waits until ``now`` is at least `time`.
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(until time: Duration) async throws {
        try await Task.sleep(until: Self.origin.advanced(by: time), clock: .continuous)
    }
}
