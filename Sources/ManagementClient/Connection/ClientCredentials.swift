package import OAuthCore

/// What a client authenticates with at the token endpoint (RFC 6749 §2.3.1).
package struct ClientCredentials: Sendable {
    /// The `client_id`: `skc_…` for a client of the environment, `m2morg_…` for one of an organization.
    package let clientID: String
    /// The `client_secret`.
    package let clientSecret: Secret<String>

    package init(clientID: String, clientSecret: Secret<String>) {
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}
