/// The id of an organization: `org_` and digits.
package struct OrganizationID: StoredIdentifier {
    package let number: Int64

    package var prefix: StaticString { "org_" }

    package init(number: Int64) {
        self.number = number
    }

    package init?(_ text: some StringProtocol) {
        guard let number = Self.number(in: text, after: "org_") else { return nil }
        self.number = number
    }
}
