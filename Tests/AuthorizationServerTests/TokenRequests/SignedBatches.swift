import Synchronization

/// How many messages were signed in each call.
final class SignedBatches: Sendable {
    private let sizes = Mutex<[Int]>([])

    func note(_ size: Int) { sizes.withLock { $0.append(size) } }

    /// The sizes since this was last asked.
    func take() -> [Int] {
        sizes.withLock { sizes in
            defer { sizes = [] }
            return sizes
        }
    }
}
