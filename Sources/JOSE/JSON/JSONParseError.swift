/// Why a text is not the JSON that this project accepts.
package struct JSONParseError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, in words for a person.
    package let reason: String
    /// Where, in bytes from the start of the text.
    package let offset: Int

    package init(_ reason: String, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    package var description: String {
        "\(reason) at byte \(offset)"
    }
}
