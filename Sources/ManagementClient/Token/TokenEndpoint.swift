/// The token endpoint of an environment (RFC 6749 §3.2).
package struct TokenEndpoint: Sendable {
    private let issuer: IssuerURL
    private let transport: any Transport

    package init(of issuer: IssuerURL, over transport: any Transport) {
        self.issuer = issuer
        self.transport = transport
    }

    /// Gets an access token.
    package func token(_ request: TokenRequest) async throws -> TokenResponse {
        let response = try await transport.send(
            TransportRequest(
                "POST", issuer.url("/oauth/token"), contentType: "application/x-www-form-urlencoded",
                body: Array(FormParameter.encoded(request.form).utf8)))
        guard response.isSuccess else {
            let redaction = Redaction(request.credentials.clientSecret)
            guard let refusal = TokenRefusal(response, redaction) else {
                throw UnexpectedAnswer(response, missing: "an error document")
            }
            throw refusal
        }
        return try TokenResponse(response)
    }
}
