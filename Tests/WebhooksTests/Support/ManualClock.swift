import OAuthCore
import Synchronization

/// A clock that a test moves.
final class ManualClock: WallClock {
    private let time = Mutex(Sample.time)

    func now() -> Timestamp { time.withLock { $0 } }

    func advance(seconds: Int64) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }
}
