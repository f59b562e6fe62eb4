package import OAuthCore

/// Settings of a connection as one source gives them: any of them may be absent.
package struct ConnectionValues: Sendable {
    package var issuer: String?
    package var clientID: String?
    package var clientSecret: Secret<String>?

    package init(issuer: String? = nil, clientID: String? = nil, clientSecret: Secret<String>? = nil) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}
