/// The id of a signing key, which is also its `kid` (RFC 7517 §4.5): `snk_` and digits.
package struct SigningKeyID: StoredIdentifier {
    package let number: Int64

    package var prefix: StaticString { "snk_" }

    package init(number: Int64) {
        self.number = number
    }

    package init?(_ text: some StringProtocol) {
        guard let number = Self.number(in: text, after: "snk_") else { return nil }
        self.number = number
    }
}
