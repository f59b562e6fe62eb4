extension AccessTokenRequest {
    /// The HTTP request (RFC 6749 §4.4.2) with the credentials where the method puts them (§2.3.1).
    func message(
        to url: String, _ credentials: ClientCredentials, _ settings: TokenProviderSettings
    ) -> TokenHTTPRequest {
        var parameters = [(name: "grant_type", value: "client_credentials")]
        var authorization: SecretString?
        let secret = credentials.clientSecret.reveal()
        if settings.authenticationMethod == .clientSecretBasic {
            let pair = FormEncoding.encoded(credentials.clientID) + ":" + FormEncoding.encoded(secret)
            authorization = SecretString("Basic " + Base64.encoded(pair))
        } else {
            parameters.append(("client_id", credentials.clientID))
            parameters.append(("client_secret", secret))
        }
        if !scopes.isEmpty { parameters.append(("scope", scopes.joined(separator: " "))) }
        parameters += audience.map { (settings.audienceParameter, $0) }
        return TokenHTTPRequest(
            "POST", url, authorization: authorization, form: SecretString(FormEncoding.form(parameters)))
    }
}
