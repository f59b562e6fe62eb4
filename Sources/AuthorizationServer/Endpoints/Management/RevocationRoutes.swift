import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore
import TokenService

/// The routes of revocations.
struct RevocationRoutes: Sendable {
    let service: RevocationService
    let verifier: AccessTokenVerifier
    let authentication: CallerAuthentication

    var routes: [Route] {
        [
            Route(.get, "/api/v1/revocations", Self.list) { request, context in
                let call = try await ManagementCall(request, context, authentication)
                return .json(["revocations": .array(try await service.list(by: call.caller).map(\.json))])
            },
            Route(.post, "/api/v1/revocations", Self.create) { request, context in
                let call = try await ManagementCall(request, context, authentication)
                try call.caller.require(.revocationsWrite)
                let wanted = try RevocationFields(try await call.body(), verifier: verifier)
                let revocation = try await service.revoke(
                    wanted.subject, issuedBefore: wanted.issuedBefore, expireTime: wanted.expireTime,
                    reason: wanted.reason, by: call.caller)
                return .json(["revocation": revocation.json], status: .created)
            },
        ]
    }

    private static let list = RouteDocumentation(
        operationID: "list_revocations", summary: "List the revocations that can still end a token.",
        access: .management(.revocationsRead),
        success: .init(status: 200, description: "All of them, oldest first.", schema: "RevocationList"))

    private static let create = RouteDocumentation(
        operationID: "create_revocation",
        summary: "End tokens at once: one, or all of a client, a secret, an organization, a key or the environment.",
        access: .management(.revocationsWrite), body: "RevocationFields",
        success: .init(status: 201, description: "What is in force now.", schema: "RevocationResponse"),
        refusals: [400, 404, 413, 415])
}
