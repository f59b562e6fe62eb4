import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore

/// A failure as callers see it, before it is written in one of the dialects.
struct WireError: Error {
    let code: StatusCode
    let message: String
    var status: HTTPResponse.Status
    var violations: [FieldViolation] = []
    var retryAfter: Int?
    /// When a precondition will hold.
    var earliestTime: Timestamp?
    /// Which methods a path has, for 405.
    var allowedMethods: String?
    private var oauthCode: OAuthError.Code?

    init(_ code: StatusCode, _ message: String, retryAfter: Int? = nil) {
        self.code = code
        self.message = message
        status = code.httpStatus
        self.retryAfter = retryAfter
    }

    /// Fields that break rules; all are named.
    init(_ code: StatusCode, violations: [FieldViolation]) {
        let list = violations.map { "\($0.field) \($0.description)" }.joined(separator: "; ")
        self.init(code, violations.isEmpty ? "The request is invalid." : list)
        self.violations = violations
    }

    init(_ error: OAuthError) {
        self.init(.invalidArgument, error.description, retryAfter: error.retryAfter)
        status = .init(code: error.status)
        oauthCode = error.code
    }

    init(_ error: ManagementError) {
        switch error {
        case .invalidFields(let violations): self.init(.invalidArgument, violations: violations)
        case .notFound(let kind, let id): self.init(.notFound, "There is no \(kind) \(id.prefix(128)) here.")
        case .alreadyExists(let field, let description):
            self.init(.alreadyExists, violations: [FieldViolation(field, description)])
        case .failedPrecondition(let message, let earliest):
            self.init(.failedPrecondition, message)
            earliestTime = earliest
        case .unauthenticated(let reason): self.init(.unauthenticated, reason)
        case .permissionDenied(let reason): self.init(.permissionDenied, reason)
        case .rateLimited(let seconds):
            self.init(
                .resourceExhausted, "Too many calls; try again in \(seconds) seconds.", retryAfter: seconds)
        }
    }

    /// What the HTTP layer itself refuses.
    init(httpStatus: HTTPResponse.Status) {
        switch httpStatus {
        case .notFound:
            self.init(.notFound, "There is nothing at this path. The routes are described at /openapi.json.")
        case .contentTooLarge:
            self.init(.invalidArgument, "The request body is too large.")
        case .tooManyRequests:
            self.init(.resourceExhausted, "Too many requests.")
        default:
            self.init(.invalidArgument, "The HTTP request is malformed.")
        }
        status = httpStatus
    }

    static func methodNotAllowed(_ allowed: String) -> WireError {
        var error = WireError(.unimplemented, "This path takes only \(allowed).")
        error.status = .methodNotAllowed
        error.allowedMethods = allowed
        return error
    }

    /// The same in the words of RFC 6749 §5.2.
    var oauthError: OAuthError {
        let code: OAuthError.Code =
            switch self.code {
            case .internal: .serverError
            case .unavailable, .resourceExhausted: .temporarilyUnavailable
            default: .invalidRequest
            }
        return OAuthError(oauthCode ?? code, status: status.code, message, retryAfter: retryAfter)
    }
}
