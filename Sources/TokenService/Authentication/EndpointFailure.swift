package import Logging
import OAuthCore

/// The one place where what went wrong inside an OAuth endpoint becomes what the client sees.
package struct EndpointFailure: Sendable {
    private let logger: Logger

    package init(logger: Logger) {
        self.logger = logger
    }

    /// What the client sees, and a bounded name for the metrics.
    /// - Parameter purpose: what could not be done, as in "make a token".
    func wire(_ error: any Error, _ purpose: String, _ requestID: String) -> (OAuthError, reason: String) {
        switch error {
        case let error as OAuthError:
            return (error, error.code.rawValue)
        case let failure as AuthenticationFailure:
            return (failure.wire, failure.reason)
        default:
            logger.error(
                "the server could not \(purpose)",
                metadata: ["request_id": "\(requestID)", "reason": "\(error)"])
            let failure = OAuthError(
                .serverError, status: 500,
                "The server could not \(purpose). Try again; if it goes on, give the operator the request id "
                    + "\(requestID).")
            return (failure, "server_error")
        }
    }
}
