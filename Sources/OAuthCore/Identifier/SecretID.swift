/// The id of a client secret: `sks_` and digits.
package struct SecretID: StoredIdentifier {
    package let number: Int64

    package var prefix: StaticString { "sks_" }

    package init(number: Int64) {
        self.number = number
    }

    package init?(_ text: some StringProtocol) {
        guard let number = Self.number(in: text, after: "sks_") else { return nil }
        self.number = number
    }
}
