/// Why a text is not the JSON that this project accepts.
public struct JSONParseError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, in words for a person.
    public let reason: String
    /// Where, in bytes from the start of the text.
    public let offset: Int

    public init(_ reason: String, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    public var description: String {
        "\(reason) at byte \(offset)"
    }
}
