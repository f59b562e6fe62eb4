/// One segment of a URL path (RFC 3986 §3.3): an identifier that a person gave.
package struct PathSegment: Sendable, Equatable {
    /// The identifier as it was given.
    package let text: String

    /// `nil` for a text that no path can carry as one segment: the empty one, which would address the whole list, and
    /// `.` and `..`, which would address something else.
    package init?(_ text: String) {
        guard !text.isEmpty, text != ".", text != ".." else { return nil }
        self.text = text
    }

    /// The segment with everything percent-encoded but unreserved characters.
    package var encoded: String {
        PercentEncoding.encoded(text)
    }
}
