/// A customer of the API company.
public struct Organization: Sendable, Equatable {
    public let id: OrganizationID
    public var displayName: String
    /// The customer's id in the API company's own systems; unique within the environment.
    public var externalID: String?
    /// Free pairs, in the order of their keys.
    public var metadata: [String: String]
    public var slug: String?
    public var logoURL: String?
    public let createTime: Timestamp
    public var updateTime: Timestamp

    public init(
        id: OrganizationID, displayName: String, externalID: String? = nil, metadata: [String: String] = [:],
        slug: String? = nil, logoURL: String? = nil, createTime: Timestamp, updateTime: Timestamp
    ) {
        self.id = id
        self.displayName = displayName
        self.externalID = externalID
        self.metadata = metadata
        self.slug = slug
        self.logoURL = logoURL
        self.createTime = createTime
        self.updateTime = updateTime
    }
}
