/// The id of a signing key, which is also its `kid` (RFC 7517 §4.5): `snk_` and digits.
public struct SigningKeyID: StoredIdentifier {
    public let number: Int64

    public var prefix: String { "snk_" }

    public init(number: Int64) {
        self.number = number
    }

    public init?(_ text: some StringProtocol) {
        guard let number = Self.number(in: text, after: "snk_") else { return nil }
        self.number = number
    }
}
