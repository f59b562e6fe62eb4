import JOSE

extension TokenError {
    /// Sorts an answer of the token endpoint that is not 200 (RFC 6749 §5.2).
    init(refusal response: TokenHTTPResponse, _ document: JSONValue?, _ redaction: Redaction) {
        let error = document?["error"]?.string.map(redaction.clean)
        let stated = [error, document?["error_description"]?.string.map(redaction.clean)].compactMap(\.self)
        let reason =
            stated.isEmpty
            ? "The server answered HTTP \(response.status) without an error document."
            : "The server answered HTTP \(response.status) \(Self.sentence(stated.joined(separator: ": ")))"
        let (code, advice) = Self.sorted(status: response.status, error: error)
        self.init(code, reason, advice: advice, retryAfter: response.retryAfter, httpStatus: response.status)
    }

    private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }

    private static func sorted(status: Int, error: String?) -> (Code, String) {
        switch (status, error) {
        case (429, _): (.rateLimited, "Ask less often; share one TokenProvider in the process.")
        case (500...599, _): (.serverError, "Try again later; tell the operator of the server if it goes on.")
        case (300...399, _):
            (.malformedAnswer, "Redirects are not followed, as the request holds a secret: use the final address.")
        case (_, "invalid_client"), (401, _):
            (.invalidClient, "Check client id and secret, and that neither was disabled, deleted or has expired.")
        case (_, "unauthorized_client"): (.unauthorizedClient, "Have the client registered for client_credentials.")
        case (_, "invalid_scope"): (.invalidScope, "Ask only for scopes that the client is registered for.")
        case (_, "invalid_target"): (.invalidTarget, "Ask only for an audience that the client is registered for.")
        case (_, .some): (.refused, "Compare the request with what the server's documentation asks for.")
        case (_, nil): (.malformedAnswer, "Check that the address is that of a token endpoint.")
        }
    }
}
