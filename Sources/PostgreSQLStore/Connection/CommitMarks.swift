import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Gives this process's transactions their numbers.
final class CommitMarks: Sendable {
    private let name = "\(CommitMark.prefix)\(UInt64.random(in: 0 ... .max))"
    private let last = Mutex<Int64>(0)

    /// Microseconds since 1970, so that old ones can be told.
    static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000) }

    func next() -> CommitMark {
        CommitMark(
            name: name,
            number: last.withLock { last in
                last = max(last + 1, Self.now)
                return last
            })
    }
}
