package import JOSE
package import OAuthCore

/// What the token endpoint granted (RFC 6749 §5.1).
package struct TokenResponse: Sendable {
    package let accessToken: Secret<String>
    /// The whole response; it holds the access token.
    package let document: JSONValue

    /// - Throws: ``UnexpectedAnswer`` for a document without an access token as RFC 6750 §2.1 has it.
    init(_ response: TransportResponse) throws(UnexpectedAnswer) {
        guard let document = response.document, let token = document["access_token"]?.string,
            !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw UnexpectedAnswer(response, missing: "an access token") }
        accessToken = Secret(token)
        self.document = document
    }
}
