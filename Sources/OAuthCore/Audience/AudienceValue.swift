/// The characters of an audience: printable ASCII without space, `"` and `\`, so that it needs no escaping anywhere.
package enum AudienceValue {
    /// Whether `value` can be an audience: 1 to 256 such characters.
    package static func isValid(_ value: String) -> Bool {
        (1...256).contains(value.utf8.count) && value.utf8.allSatisfy(ScopeToken.isCharacter)
    }
}
