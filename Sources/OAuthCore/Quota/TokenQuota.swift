/// How many tokens a client, or all clients of an organization together, may get in a period.
package struct TokenQuota: Sendable, Hashable {
    /// What happens to requests beyond it.
    package enum Mode: String, Sendable, CaseIterable {
        /// They are refused with 429.
        case enforce
        /// They get their token; it is only recorded.
        case warn
    }

    /// 1 to ``maximumTokens``.
    package let tokens: Int64
    /// Seconds, 1 to ``maximumPeriod``.
    package let period: Int64
    package let mode: Mode

    package static let maximumTokens: Int64 = 1_000_000_000
    /// 31 days.
    package static let maximumPeriod: Int64 = 31 * 86_400

    /// `nil` when a number is out of its range.
    package init?(tokens: Int64, period: Int64, mode: Mode = .enforce) {
        guard (1...Self.maximumTokens).contains(tokens), (1...Self.maximumPeriod).contains(period) else { return nil }
        self.tokens = tokens
        self.period = period
        self.mode = mode
    }

    /// What texts and objects must hold, in words.
    package static let rule =
        "tokens from 1 to \(maximumTokens), a period from 1 to \(maximumPeriod) seconds, and the mode enforce or warn"
}

extension TokenQuota: LosslessStringConvertible {
    /// Reads `1000/3600`, tokens and seconds, with `:warn` behind it for that mode.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, numbers.count == 2, let tokens = Self.number(numbers[0]),
            let period = Self.number(numbers[1]),
            let mode = parts.count == 1 ? .enforce : Mode(rawValue: String(parts[1]))
        else { return nil }
        self.init(tokens: tokens, period: period, mode: mode)
    }

    private static func number(_ text: Substring) -> Int64? {
        text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int64(text) : nil
    }

    package var description: String { "\(tokens)/\(period)" + (mode == .warn ? ":warn" : "") }
}
