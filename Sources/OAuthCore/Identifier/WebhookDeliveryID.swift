/// The id of the delivery of one event to one webhook endpoint: `whd_` and digits.
package struct WebhookDeliveryID: StoredIdentifier {
    package let number: Int64

    package var prefix: StaticString { "whd_" }

    package init(number: Int64) {
        self.number = number
    }

    package init?(_ text: some StringProtocol) {
        guard let number = Self.number(in: text, after: "whd_") else { return nil }
        self.number = number
    }
}
