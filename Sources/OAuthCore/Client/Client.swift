/// An application that asks for tokens (RFC 6749 §2). It belongs to an organization, or to the environment itself.
package struct Client: Sendable, Equatable {
    /// Whether a client may get tokens.
    package enum Status: String, Sendable {
        case active = "ACTIVE"
        case inactive = "INACTIVE"
    }

    package let id: ClientID
    /// `nil` for a client of the environment.
    package let organizationID: OrganizationID?
    package var name: String
    package var description: String
    /// What it may be granted, in this order.
    package var scopes: [String]
    /// The resource servers that its tokens are for; empty for the environment's default.
    package var audience: [String]
    package var customClaims: [CustomClaim]
    /// The lifetime of its access tokens in seconds; 0 for the environment's default.
    package var lifetime: Int64
    /// Oldest first; at least one.
    package var secrets: [ClientSecret]
    package let createTime: Timestamp
    package var updateTime: Timestamp
    package var status: Status
    package var limits: ClientLimits

    package init(
        id: ClientID, organizationID: OrganizationID?, name: String = "", description: String = "",
        scopes: [String] = [], audience: [String] = [], customClaims: [CustomClaim] = [], lifetime: Int64 = 0,
        secrets: [ClientSecret], createTime: Timestamp, updateTime: Timestamp, status: Status = .active,
        limits: ClientLimits = ClientLimits()
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
        self.status = status
        self.limits = limits
    }

    /// The most secrets that a client may have.
    package static let maximumSecrets = 5
}
