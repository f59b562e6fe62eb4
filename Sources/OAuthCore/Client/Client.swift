/// An application that asks for tokens (RFC 6749 §2). It belongs to an organization, or to the environment itself.
public struct Client: Sendable, Equatable {
    public let id: ClientID
    /// `nil` for a client of the environment.
    public let organizationID: OrganizationID?
    public var name: String
    public var description: String
    /// What it may be granted, in this order.
    public var scopes: [String]
    /// The resource servers that its tokens are for; empty for the environment's default.
    public var audience: [String]
    public var customClaims: [CustomClaim]
    /// The lifetime of its access tokens in seconds; 0 for the environment's default.
    public var lifetime: Int64
    /// Oldest first; at least one.
    public var secrets: [ClientSecret]
    public let createTime: Timestamp
    public var updateTime: Timestamp

    public init(
        id: ClientID, organizationID: OrganizationID?, name: String = "", description: String = "",
        scopes: [String] = [], audience: [String] = [], customClaims: [CustomClaim] = [], lifetime: Int64 = 0,
        secrets: [ClientSecret], createTime: Timestamp, updateTime: Timestamp
    ) {
        self.id = id
        self.organizationID = organizationID
        self.name = name
        self.description = description
        self.scopes = scopes
        self.audience = audience
        self.customClaims = customClaims
        self.lifetime = lifetime
        self.secrets = secrets
        self.createTime = createTime
        self.updateTime = updateTime
    }

    /// The most secrets that a client may have.
    public static let maximumSecrets = 5
}
