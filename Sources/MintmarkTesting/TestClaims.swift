/// The claims of a token that a ``TestIssuer`` makes; everything can be changed, so that tests get what they need.
public struct TestClaims: Sendable {
    /// `aud`.
    public var audience: [String]
    /// `scope` and `scopes`.
    public var scopes: [String]
    /// `client_id` and `sub`.
    public var clientID: String
    /// `oid`; left out when `nil`.
    public var organizationID: String?
    /// `secret_id`; left out when `nil`.
    public var secretID: String?
    /// `custom_claims`.
    public var customClaims: [String: String]
    /// `iat` and `nbf`, in seconds from now; negative for the past.
    public var issuedAfter: Int64
    /// `exp`, in seconds after `iat`.
    public var lifetime: Int64

    /// A token that a validator for `https://api.example.com` accepts.
    public init(
        audience: [String] = ["https://api.example.com"], scopes: [String] = ["read:data"],
        clientID: String = "m2morg_1", organizationID: String? = "org_1", secretID: String? = nil,
        customClaims: [String: String] = [:], issuedAfter: Int64 = 0, lifetime: Int64 = 3600
    ) {
        self.audience = audience
        self.scopes = scopes
        self.clientID = clientID
        self.organizationID = organizationID
        self.secretID = secretID
        self.customClaims = customClaims
        self.issuedAfter = issuedAfter
        self.lifetime = lifetime
    }
}
