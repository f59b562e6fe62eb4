/// The id of an organization: `org_` and digits.
public struct OrganizationID: StoredIdentifier {
    public let number: Int64

    public var prefix: String { "org_" }

    public init(number: Int64) {
        self.number = number
    }

    public init?(_ text: some StringProtocol) {
        guard let number = Self.number(in: text, after: "org_") else { return nil }
        self.number = number
    }
}
