/// The id of a client secret: `sks_` and digits.
public struct SecretID: StoredIdentifier {
    public let number: Int64

    public var prefix: String { "sks_" }

    public init(number: Int64) {
        self.number = number
    }

    public init?(_ text: some StringProtocol) {
        guard let number = Self.number(in: text, after: "sks_") else { return nil }
        self.number = number
    }
}
