/// A moment as HTTP writes it: IMF-fixdate (RFC 9110 §5.6.7), as `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// - Parameter seconds: since 1970-01-01T00:00:00Z, not negative.
    package static func text(_ seconds: Int64) -> String {
        let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = CivilDate.components(ofDay: day)
        let time = [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
        return "\(days[Int(day % 7)]), \(twoDigits(date.day)) \(months[Int(date.month) - 1]) \(date.year) \(time) GMT"
    }

    /// The moment that a text of this form means; `nil` for any other, the obsolete forms too.
    package static func time(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        return Timestamp(rfc3339: "\(parts[3])-\(twoDigits(Int64(month) + 1))-\(parts[1])T\(parts[4])Z")
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
