import Synchronization

/// Makes the numbers of ids: 41 bits of milliseconds since 2020 above 22 random bits. They grow with time, and nodes
/// need no coordination: a clash, one in four million within the same millisecond, is settled by the store's unique
/// constraint. Within one process they strictly increase.
package final class IdentifierGenerator: Sendable {
    private static let epoch: Int64 = 1_577_836_800_000
    private static let randomBits: Int64 = 22

    private let clock: any WallClock
    private let last = Mutex<Int64>(0)

    package init(clock: any WallClock) {
        self.clock = clock
    }

    /// A number larger than every one before it from this generator.
    package func next() -> Int64 {
        let sinceEpoch = max(1, clock.now().milliseconds - Self.epoch)
        let candidate = sinceEpoch << Self.randomBits | Int64.random(in: 0..<(1 << Self.randomBits))
        return last.withLock { last in
            last = max(candidate, last + 1)
            return last
        }
    }
}
