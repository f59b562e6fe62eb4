/// The lifetime of access tokens as the command line takes and shows it: `3600`, `90s`, `15m`, `24h`, `7d`.
package struct Lifetime: Sendable, Equatable, CustomStringConvertible {
    /// Seconds; 0 for the default of the environment.
    package let seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Reads a whole number with an optional unit, or `default`. `nil` for anything else and for what is too large.
    package init?(_ text: String) {
        guard text != "default" else {
            seconds = 0
            return
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let scale: Int64
        switch text.dropFirst(digits.count) {
        case "", "s": scale = 1
        case "m": scale = 60
        case "h": scale = 3600
        case "d": scale = 86_400
        default: return nil
        }
        guard let number = Int64(digits) else { return nil }
        let (seconds, overflow) = number.multipliedReportingOverflow(by: scale)
        guard !overflow else { return nil }
        self.seconds = seconds
    }

    /// In the largest unit that leaves no rest; days from two days on.
    package var description: String {
        if seconds == 0 { return "default" }
        if seconds % 86_400 == 0 && seconds != 86_400 { return "\(seconds / 86_400)d" }
        if seconds % 3600 == 0 { return "\(seconds / 3600)h" }
        return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
    }
}
