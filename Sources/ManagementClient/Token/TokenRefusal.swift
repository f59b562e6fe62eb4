import JOSE

/// An error of the token endpoint (RFC 6749 §5.2).
struct TokenRefusal: Error, Equatable {
    let httpStatus: Int
    /// As `invalid_client`.
    let error: String
    let errorDescription: String?
    /// Seconds, or a date.
    let retryAfter: String?

    /// `nil` when the response is no such error.
    init?(_ response: TransportResponse, _ redaction: Redaction) {
        guard let document = response.document, let error = document["error"]?.string else { return nil }
        httpStatus = response.status
        self.error = redaction.clean(error)
        errorDescription = document["error_description"]?.string.map(redaction.clean)
        retryAfter = response.header("Retry-After")
    }
}

extension TokenRefusal: Explainable {
    func failure(of settings: ConnectionSettings) -> CommandFailure {
        let reason = errorDescription.map { "\(error): \($0)" } ?? error
        return CommandFailure("no token: \(reason)", advice: advice(settings), status: status)
    }

    private var status: ExitStatus {
        switch error {
        case "invalid_client", "unauthorized_client", "access_denied": .notAllowed
        case "invalid_request", "invalid_scope", "invalid_target", "invalid_grant", "unsupported_grant_type": .refused
        case "temporarily_unavailable", "slow_down": .unavailable
        default: ExitStatus(httpStatus: httpStatus)
        }
    }

    private func advice(_ settings: ConnectionSettings) -> String? {
        let client = settings.credentials.clientID
        switch status {
        case .notAllowed:
            return "check client id and secret of \(client): the secret came from \(settings.credentialsOrigin), "
                + "the issuer \(settings.issuer) from \(settings.issuerOrigin)"
        case .unavailable: return retryAfter.map { "try again after \($0) s" } ?? "try again later"
        default: return nil
        }
    }
}
