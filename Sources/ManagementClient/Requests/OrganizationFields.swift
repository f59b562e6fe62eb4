import JOSE

/// What a person sets of an organization; `nil` is not sent, an empty value clears the field.
package struct OrganizationFields: Sendable {
    /// `display_name`.
    package var name: String?
    package var externalID: String?
    /// Replaced whole.
    package var metadata: [KeyValuePair]?
    package var slug: String?
    package var logoURL: String?
    package var quota: QuotaChange?

    package init(
        name: String? = nil, externalID: String? = nil, metadata: [KeyValuePair]? = nil, slug: String? = nil,
        logoURL: String? = nil, quota: QuotaChange? = nil
    ) {
        self.name = name
        self.externalID = externalID
        self.metadata = metadata
        self.slug = slug
        self.logoURL = logoURL
        self.quota = quota
    }

    /// Whether nothing was given.
    package var isEmpty: Bool { fields.members.isEmpty }

    var fields: FieldList {
        var fields = FieldList()
        fields.add("display_name", name)
        fields.add("external_id", externalID)
        fields.add("metadata", value: metadata.map(Self.object))
        fields.add("slug", slug)
        fields.add("logo_url", logoURL)
        fields.add("quota", value: quota?.json)
        return fields
    }

    private static func object(_ pairs: [KeyValuePair]) -> JSONValue {
        pairs.isEmpty ? .null : .object(pairs.map { JSONValue.Member($0.key, .string($0.value)) })
    }
}
