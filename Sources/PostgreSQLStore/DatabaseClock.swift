package import OAuthCore
import StoredRows
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The time of the database server, which all nodes have in common: what one of them ends, no other may issue anew
/// because its own clock is behind, and no token may be in the future of whoever checks it. In between it is carried on
/// by the clock of this machine that nobody sets.
package final class DatabaseClock: WallClock {
    /// From the time since the start of the machine to the database's, in milliseconds.
    private let offset: Atomic<Int64>
    private let sinceStart: @Sendable () -> Int64

    /// What takes longer says too little about the time.
    private static let longestRoundTrip: Int64 = 500
    /// By how much an answer may seem to come from the past because it was on its way for longer than others.
    private static let jitter: Int64 = 100

    /// - Parameters:
    ///   - time: the time until the database was asked.
    ///   - sinceStart: milliseconds that only ever grow, whatever is done to the clock of the machine.
    init(_ time: Timestamp = SystemClock().now(), sinceStart: @escaping @Sendable () -> Int64 = machineTime) {
        self.sinceStart = sinceStart
        offset = Atomic(time.milliseconds - sinceStart())
    }

    package func now() -> Timestamp {
        Timestamp(milliseconds: sinceStart() + offset.load(ordering: .relaxed))
    }

    /// Asks the database. What it says is taken for the time at which the answer came, so that this clock is behind
    /// rather than ahead.
    func ask(_ db: Connection) throws {
        let begin = sinceStart()
        let time = try db.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint", [])
        if let time { note(Timestamp(milliseconds: time), asked: begin) }
    }

    func note(_ time: Timestamp, asked begin: Int64) {
        let end = sinceStart()
        guard end - begin <= Self.longestRoundTrip else { return }
        let new = time.milliseconds - end
        let old = offset.load(ordering: .relaxed)
        if new > old || old - new > Self.jitter { offset.store(new, ordering: .relaxed) }
    }

    /// By how much the clock of this machine is ahead of the database's, in milliseconds.
    package var machineLead: Int64 { SystemClock().now().milliseconds - now().milliseconds }

    /// Goes on while the machine sleeps, where the system has such a clock.
    private static func machineTime() -> Int64 {
        var time = timespec()
        #if os(Linux)
            clock_gettime(CLOCK_BOOTTIME, &time)
        #else
            clock_gettime(CLOCK_MONOTONIC, &time)
        #endif
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
