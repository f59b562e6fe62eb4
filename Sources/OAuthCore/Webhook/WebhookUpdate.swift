/// What a caller wants a webhook endpoint to be; also serves to create one.
package struct WebhookUpdate: Sendable, Equatable {
    package var url: FieldUpdate<String> = .keep
    package var eventTypes: FieldUpdate<[String]> = .keep
    package var description: FieldUpdate<String> = .keep
    package var status: FieldUpdate<WebhookEndpoint.Status> = .keep

    package init() {}
}
