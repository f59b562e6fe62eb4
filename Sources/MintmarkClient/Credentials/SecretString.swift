/// A text that must never be seen: it describes itself as `[redacted]` wherever it is printed, interpolated, logged or
/// dumped, and is not `Codable`. ``reveal()`` is the one way to the text, so that every use can be found by its name.
public struct SecretString: Sendable {
    private let text: String

    /// Hides a text.
    public init(_ text: String) { self.text = text }

    /// The text itself. Pass it on where it is needed; do not keep it or write it down.
    public func reveal() -> String { text }
}

extension SecretString: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `[redacted]`.
    public var description: String { "[redacted]" }
    /// Always `[redacted]`.
    public var debugDescription: String { "[redacted]" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
