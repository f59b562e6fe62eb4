/// One attempt to hand over a message, as it goes out.
package struct WebhookRequest: Sendable, Equatable {
    let url: WebhookURL
    let headers: [String: String]
    let body: [UInt8]
}
