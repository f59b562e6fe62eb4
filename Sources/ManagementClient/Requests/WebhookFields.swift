import JOSE

/// What a person sets of a webhook; `nil` is not sent, an empty value clears the field.
package struct WebhookFields: Sendable {
    package var url: String?
    /// Replaced whole; empty for all events.
    package var eventTypes: [String]?
    package var description: String?
    /// `ACTIVE` or `DISABLED`.
    package var status: String?

    package init(
        url: String? = nil, eventTypes: [String]? = nil, description: String? = nil, status: String? = nil
    ) {
        self.url = url
        self.eventTypes = eventTypes
        self.description = description
        self.status = status
    }

    /// Whether nothing was given.
    package var isEmpty: Bool { fields.members.isEmpty }

    var fields: FieldList {
        var fields = FieldList()
        fields.add("url", url)
        fields.add("event_types", eventTypes.map { $0.map(JSONValue.string) })
        fields.add("description", description)
        fields.add("status", status)
        return fields
    }
}
