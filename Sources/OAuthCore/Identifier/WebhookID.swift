/// The id of a webhook endpoint: `whe_` and digits.
package struct WebhookID: StoredIdentifier {
    package let number: Int64

    package var prefix: StaticString { "whe_" }

    package init(number: Int64) {
        self.number = number
    }

    package init?(_ text: some StringProtocol) {
        guard let number = Self.number(in: text, after: "whe_") else { return nil }
        self.number = number
    }
}
