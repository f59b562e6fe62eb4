package import JOSE

extension OAuthError {
    /// The body of the answer (RFC 6749 §5.2).
    package var json: JSONValue {
        ["error": .string(code.rawValue), "error_description": .string(Self.permitted(description))]
    }

    /// RFC 6749 §5.2 allows printable ASCII without `"` and `\` in a description.
    private static func permitted(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    let isAllowed = (0x20...0x7E).contains(scalar.value) && scalar != "\"" && scalar != "\\"
                    return isAllowed ? scalar : "?"
                }))
    }
}
