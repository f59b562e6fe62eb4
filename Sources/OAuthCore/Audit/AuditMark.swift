import JOSE

/// An event of a log by its number and its code: `17:` and 43 characters. Noted outside the store, it shows later that
/// the log still contains that event and everything before it.
package struct AuditMark: Sendable, Equatable, CustomStringConvertible {
    package let sequence: Int64
    package let code: [UInt8]

    package init(sequence: Int64, code: [UInt8]) {
        self.sequence = sequence
        self.code = code
    }

    /// Reads ``description``; `nil` for any other text.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence > 0,
            let code = try? Base64URL.decode(parts[1].utf8), code.count == 32
        else { return nil }
        self.init(sequence: sequence, code: code)
    }

    package var description: String { "\(sequence):\(Base64URL.encode(code))" }
}
