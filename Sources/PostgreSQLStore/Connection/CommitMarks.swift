import OAuthCore
import Synchronization

/// Gives this process's transactions their numbers.
final class CommitMarks: Sendable {
    private let name = "\(CommitMark.prefix)\(UInt64.random(in: 0 ... .max))"
    private let last = Mutex<Int64>(0)
    private let clock: any WallClock

    /// - Parameter clock: of the database, so that whoever removes old marks knows how old they are.
    init(clock: any WallClock) {
        self.clock = clock
    }

    /// The next number: microseconds since 1970, so that old ones can be told.
    func next() -> CommitMark {
        let now = clock.now().milliseconds * 1000
        return CommitMark(
            name: name,
            number: last.withLock { last in
                last = max(last + 1, now)
                return last
            })
    }
}
