/// The header `Retry-After` (RFC 9110 §10.2.3).
enum RetryAfter {
    private static let longest: Int64 = 86_400

    /// - Parameter date: the header `Date` of the same answer, so that the clocks of the two machines do not matter.
    /// - Returns: `nil` for a value that is neither a number of seconds nor a date that can be compared.
    static func duration(_ value: String, date: String?) -> Duration? {
        let value = String(value.filter { $0 != "\t" }.drop { $0 == " " })
        if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return .seconds(min(Int64(value) ?? longest, longest))
        }
        guard let time = HTTPDate.seconds(value), let date, let now = HTTPDate.seconds(date) else { return nil }
        return .seconds(min(max(time - now, 0), longest))
    }
}
