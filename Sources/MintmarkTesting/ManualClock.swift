public import MintmarkValidator
import Synchronization

/// A clock that a test moves.
public final class ManualClock: ValidationClock {
    private let time: Mutex<Int64>

    /// A clock that stands still.
    /// - Parameter seconds: since 1970.
    public init(seconds: Int64 = 1_800_000_000) {
        time = Mutex(seconds)
    }

    /// The time that was set.
    public var seconds: Int64 { time.withLock { $0 } }

    /// Moves the clock, backwards for a negative number.
    public func advance(seconds: Int64) {
        time.withLock { $0 += seconds }
    }
}
