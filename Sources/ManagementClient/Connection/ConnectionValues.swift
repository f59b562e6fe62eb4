public import OAuthCore

/// Settings of a connection as one source gives them: any of them may be absent.
public struct ConnectionValues: Sendable {
    public var issuer: String?
    public var clientID: String?
    public var clientSecret: Secret<String>?

    public init(issuer: String? = nil, clientID: String? = nil, clientSecret: Secret<String>? = nil) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}
