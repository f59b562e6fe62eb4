import OAuthCore

/// A request of the client credentials grant (RFC 6749 §4.4.2).
package struct TokenRequest: Sendable {
    package let credentials: ClientCredentials
    /// Empty for all that the client is registered for.
    package let scopes: [String]
    /// Empty for all that the client is registered for.
    package let audience: [String]

    package init(_ credentials: ClientCredentials, scopes: [String] = [], audience: [String] = []) {
        self.credentials = credentials
        self.scopes = scopes
        self.audience = audience
    }

    /// The form, with the credentials in it (`client_secret_post`).
    var form: [FormParameter] {
        var form = [
            FormParameter("grant_type", "client_credentials"), FormParameter("client_id", credentials.clientID),
            FormParameter("client_secret", credentials.clientSecret.reveal()),
        ]
        if !scopes.isEmpty { form.append(FormParameter("scope", scopes.joined(separator: " "))) }
        return form + audience.map { FormParameter("audience", $0) }
    }
}
