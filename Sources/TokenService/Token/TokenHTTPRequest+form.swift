import OAuthCore

extension TokenHTTPRequest {
    /// The parameters of the body, after checking that no credentials stand in the URL and that the body is a form.
    /// - Throws: ``OAuthError`` `invalid_request`.
    func form() throws(OAuthError) -> FormParameters {
        try refuseCredentialsInQuery()
        try requireForm()
        return try FormParameters(body)
    }

    private static let credentialNames: Set<Substring> = [
        "client_id", "client_secret", "grant_type", "token", "access_token",
    ]

    private func refuseCredentialsInQuery() throws(OAuthError) {
        guard let query else { return }
        let names = query.split(separator: "&").map { $0.prefix { $0 != "=" } }
        guard let name = names.first(where: Self.credentialNames.contains) else { return }
        throw .invalidRequest(
            "\(name) must not be in the URL, where it ends up in logs; send it in the form body. If it was a real "
                + "secret, replace it.")
    }

    private static let formType = "application/x-www-form-urlencoded"

    private func requireForm() throws(OAuthError) {
        // Nearly everybody writes it like that.
        guard contentType != Self.formType else { return }
        let mediaType = contentType?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard mediaType == Self.formType else {
            throw .invalidRequest(
                "Content-Type must be application/x-www-form-urlencoded; it is \((contentType ?? "missing").prefix(64))."
            )
        }
    }
}
