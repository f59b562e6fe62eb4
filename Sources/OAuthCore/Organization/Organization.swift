/// A customer of the API company.
package struct Organization: Sendable, Equatable {
    package let id: OrganizationID
    package var displayName: String
    /// The customer's id in the API company's own systems; unique within the environment.
    package var externalID: String?
    /// Free pairs, in the order of their keys.
    package var metadata: [String: String]
    package var slug: String?
    package var logoURL: String?
    package let createTime: Timestamp
    package var updateTime: Timestamp
    /// How many tokens its clients may get together; `nil` for the environment's default.
    package var quota: TokenQuota?

    package init(
        id: OrganizationID, displayName: String, externalID: String? = nil, metadata: [String: String] = [:],
        slug: String? = nil, logoURL: String? = nil, createTime: Timestamp, updateTime: Timestamp,
        quota: TokenQuota? = nil
    ) {
        self.id = id
        self.displayName = displayName
        self.externalID = externalID
        self.metadata = metadata
        self.slug = slug
        self.logoURL = logoURL
        self.createTime = createTime
        self.updateTime = updateTime
        self.quota = quota
    }
}
