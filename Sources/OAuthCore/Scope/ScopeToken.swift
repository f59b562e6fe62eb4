/// The characters of a scope (RFC 6749 §3.3): printable ASCII without space, `"` and `\`.
package enum ScopeToken {
    /// The longest scope, in characters.
    package static let maximumSize = 128

    package static func isValid(_ scope: some StringProtocol) -> Bool {
        (1...maximumSize).contains(scope.utf8.count) && scope.utf8.allSatisfy(isCharacter)
    }

    static func isCharacter(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
