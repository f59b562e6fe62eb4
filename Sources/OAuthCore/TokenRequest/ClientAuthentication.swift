/// How a client says who it is (RFC 6749 §2.3): its id and one of its secrets.
package struct ClientAuthentication: Sendable {
    /// The methods, by their registered names (RFC 7591 §2).
    package enum Method: String, Sendable, CaseIterable {
        case clientSecretBasic = "client_secret_basic"
        case clientSecretPost = "client_secret_post"
    }

    package let method: Method
    /// As presented; not yet known to be an id at all.
    package let clientID: String
    package let clientSecret: Secret<String>

    /// Finds the one authentication in a request. Bearer headers are ignored: SDKs of this market send their
    /// management token along.
    /// - Parameter authorization: the values of all `Authorization` headers.
    /// - Throws: ``OAuthError``: `invalid_request` for two methods or a malformed header, `invalid_client` for none.
    package init(authorization: [String], form: FormParameters) throws(OAuthError) {
        let basic = authorization.filter { $0.utf8.count >= 6 && $0.prefix(6).lowercased() == "basic " }
        guard basic.count <= 1 else {
            throw .invalidRequest("There are \(basic.count) Basic Authorization headers; send one.")
        }
        guard !form.contains("client_assertion"), !form.contains("client_assertion_type") else {
            throw .invalidRequest(
                "client_assertion is not supported; authenticate with client_secret_basic or client_secret_post.")
        }
        if let header = basic.first {
            guard form["client_secret"] == nil else {
                throw .invalidRequest(
                    "The request authenticates twice, by a Basic header and by client_secret in the body; use one.")
            }
            let credentials = try BasicCredentials(header.dropFirst(6).drop { $0 == " " })
            guard form["client_id"].map({ $0 == credentials.userID }) ?? true else {
                throw .invalidRequest("client_id in the body and in the Basic header differ; send one.")
            }
            method = .clientSecretBasic
            clientID = credentials.userID
            clientSecret = Secret(credentials.password)
        } else {
            guard let id = form["client_id"], let secret = form["client_secret"] else {
                let missing = form["client_id"] == nil ? "client_id" : "client_secret"
                throw OAuthError(
                    .invalidClient, status: 401,
                    "The request does not authenticate the client: \(missing) is missing. Send client_id and "
                        + "client_secret in the form body, or both in a Basic Authorization header.")
            }
            method = .clientSecretPost
            clientID = id
            clientSecret = Secret(secret)
        }
    }
}
