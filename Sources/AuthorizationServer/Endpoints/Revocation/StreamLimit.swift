import Synchronization

/// How many streams may be open at once.
final class StreamLimit: Sendable {
    /// The right to one stream, given back once.
    struct Place: Sendable {
        fileprivate let limit: StreamLimit

        func giveBack() { limit.open.withLock { $0 -= 1 } }
    }

    private let maximum: Int
    private let open = Mutex(0)

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// - Returns: `nil` when there is none left.
    func take() -> Place? {
        let isFree = open.withLock { open in
            guard open < maximum else { return false }
            open += 1
            return true
        }
        return isFree ? Place(limit: self) : nil
    }
}
