import Synchronization

/// When something last came over a connection.
final class LastByte: Sendable {
    private let time = Mutex(ContinuousClock.now)

    func note() { time.withLock { $0 = .now } }

    var age: Duration { time.withLock { .now - $0 } }
}
