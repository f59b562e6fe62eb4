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
    /// Whether the database has said what time it is.
    private let isSet = Atomic(false)
    private let sinceStart: @Sendable () -> Int64

    /// By how much what is measured in whole milliseconds may be wrong.
    private static let rounding: Int64 = 2

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

    /// Asks the database.
    func ask(_ db: Connection) throws {
        let begin = sinceStart()
        let time = try db.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint", [])
        if let time { note(Timestamp(milliseconds: time), asked: begin) }
    }

    /// Takes in an answer. The database looked at its clock between the question and the answer, so that the slower the
    /// answer, the less it says: the time that is known stays while it can be right. When it cannot, it is behind, or the
    /// database's clock was set back; then what the answer says is taken for the time at which it came, so that this clock
    /// is behind rather than ahead. Calls must not overlap.
    func note(_ time: Timestamp, asked begin: Int64) {
        let (least, most) = (time.milliseconds - sinceStart(), time.milliseconds - begin)
        let known = offset.load(ordering: .relaxed)
        let wasSet = isSet.exchange(true, ordering: .relaxed)
        if !wasSet || known < least || known > most + Self.rounding { offset.store(least, ordering: .relaxed) }
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
