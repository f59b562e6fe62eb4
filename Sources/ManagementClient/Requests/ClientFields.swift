import JOSE

/// What a person sets of an API client; `nil` is not sent, an empty value clears the field.
package struct ClientFields: Sendable {
    package var name: String?
    package var description: String?
    /// Replaced whole, like the other lists.
    package var scopes: [String]?
    package var audience: [String]?
    package var customClaims: [KeyValuePair]?
    /// `expiry` on the wire; 0 seconds for the default of the environment.
    package var lifetime: Lifetime?
    /// Addresses and CIDR ranges.
    package var allowedAddresses: [String]?
    package var quota: QuotaChange?

    package init(
        name: String? = nil, description: String? = nil, scopes: [String]? = nil, audience: [String]? = nil,
        customClaims: [KeyValuePair]? = nil, lifetime: Lifetime? = nil,
        allowedAddresses: [String]? = nil, quota: QuotaChange? = nil
    ) {
        self.name = name
        self.description = description
        self.scopes = scopes
        self.audience = audience
        self.customClaims = customClaims
        self.lifetime = lifetime
        self.allowedAddresses = allowedAddresses
        self.quota = quota
    }

    /// Whether nothing was given.
    package var isEmpty: Bool { fields.members.isEmpty }

    var fields: FieldList {
        var fields = FieldList()
        fields.add("name", name)
        fields.add("description", description)
        fields.add("scopes", scopes.map { $0.map { .string($0) } })
        fields.add("audience", audience.map { $0.map { .string($0) } })
        fields.add(
            "custom_claims", customClaims.map { $0.map { ["key": .string($0.key), "value": .string($0.value)] } })
        fields.add("expiry", value: lifetime.map { $0.seconds == 0 ? .null : .integer($0.seconds) })
        fields.add("allowed_addresses", allowedAddresses.map { $0.map { .string($0) } })
        fields.add("quota", value: quota?.json)
        return fields
    }
}
