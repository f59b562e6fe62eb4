package import OAuthCore

/// For how long to wait before a rotation that came too early is tried again.
package struct KeyRotationWait: Sendable {
    private var attempts = 0

    package init() {}

    /// The seconds to wait from now on. Beyond what the clocks say it grows with each attempt up to a minute, for a
    /// clock of this machine that is ahead of the server's.
    package mutating func next(until earliest: Timestamp, now: Timestamp) -> Int64 {
        let patience = min(60, Int64(1) << min(attempts, 6))
        attempts += 1
        let rest = (earliest.milliseconds - now.milliseconds + 999) / 1000
        return max(rest, patience)
    }

    /// Tells a person about the pause.
    package static func hint(_ seconds: Int64, until earliest: Timestamp) -> String {
        "the announced key is too new to sign before \(CellText.time(earliest)); waiting \(seconds) s"
    }
}
