/// A span of time as the command line takes it: `3600`, `90s`, `15m`, `24h`, `7d`.
package struct TimeSpan: Sendable, Equatable, CustomStringConvertible {
    package let seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    /// `nil` for anything else, and for what is too large.
    package init?(_ text: String) {
        guard text != "default", let lifetime = Lifetime(text) else { return nil }
        seconds = lifetime.seconds
    }

    /// In the largest unit that leaves no rest, as in `7d`.
    package var description: String {
        seconds == 0 ? "0" : Lifetime(seconds: seconds).description
    }
}
