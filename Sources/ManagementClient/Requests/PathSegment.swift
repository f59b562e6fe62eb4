/// One segment of a URL path (RFC 3986 §3.3): an identifier that a person gave.
public struct PathSegment: Sendable, Equatable {
    /// The identifier as it was given.
    public let text: String

    /// `nil` for a text that no path can carry as one segment: the empty one, which would address the whole list, and
    /// `.` and `..`, which would address something else.
    public init?(_ text: String) {
        guard !text.isEmpty, text != ".", text != ".." else { return nil }
        self.text = text
    }

    /// The segment with everything percent-encoded but unreserved characters.
    public var encoded: String {
        PercentEncoding.encoded(text)
    }
}
