import HTTPTypes
import Hummingbird
import Management
import OAuthCore
import TokenService

/// Finds out who makes a management call, from the Bearer token (RFC 6750 §2.1).
struct CallerAuthentication: Sendable {
    let verifier: AccessTokenVerifier
    let issuer: String
    /// Calls of one client; `nil` for no limit.
    let limit: RateLimiter<ClientID>?
    let clock: any WallClock

    /// - Throws: ``ManagementError``; for a missing or bad token always `unauthenticated`, on which SDKs get a new one.
    func caller(of request: Request, _ context: ServerRequestContext) async throws -> Caller {
        let token = try await token(in: request)
        guard token.clientID.kind == .environment else {
            throw ManagementError.permissionDenied(
                "The token belongs to an organization's client. The management API takes tokens of environment "
                    + "clients (skc_…) only.")
        }
        guard token.audience.contains(issuer) else {
            throw ManagementError.permissionDenied(
                "The token is not for the management API: its audience must contain \(issuer).")
        }
        guard token.isClientUsable else {
            throw ManagementError.unauthenticated(
                "The client that the token was issued to has no secret in force any more.")
        }
        if let limit {
            let seconds = limit.take(token.clientID, at: clock.now())
            guard seconds == 0 else { throw ManagementError.rateLimited(seconds) }
        }
        return Caller(
            clientID: token.clientID, scopes: token.scopes, address: context.clientAddress,
            requestID: context.requestID)
    }

    /// Whose token a request carries, as far as it is one; `nil` for none. For what is refused anyway.
    func client(of request: Request) async -> ClientID? {
        try? await token(in: request).clientID
    }

    /// SDKs of this market send two `Authorization` values, of which the second may be stale: one good token is enough.
    private func token(in request: Request) async throws -> VerifiedAccessToken {
        let values = request.headers[values: .authorization].flatMap { $0.split(separator: ",") }
            .compactMap { part in BearerCredentials.token(in: part.drop { $0 == " " }) }
        guard !values.isEmpty else {
            throw ManagementError.unauthenticated(
                "Token empty: send Authorization: Bearer with a token that an environment client (skc_…) gets at "
                    + "/oauth/token.")
        }
        var failure = TokenVerificationFailure.malformed
        for value in values.prefix(4) {
            do {
                return try await verifier.verify(value)
            } catch let reason as TokenVerificationFailure {
                failure = reason
            }
        }
        throw ManagementError.unauthenticated(failure.reason)
    }
}
