/// The header Retry-After (RFC 9110 §10.2.3).
package enum RetryAfter {
    /// How long it asks to wait, in milliseconds; `nil` when it says nothing that can be understood.
    package static func milliseconds(_ value: String?, at now: Timestamp) -> Int64? {
        guard let value else { return nil }
        if !value.isEmpty, value.utf8.count <= 9, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Int64(value).map { $0 * 1000 }
        }
        return HTTPDate.time(value).map { max(0, $0.milliseconds - now.milliseconds) }
    }
}
