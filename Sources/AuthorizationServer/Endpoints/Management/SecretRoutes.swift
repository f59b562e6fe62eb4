import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore
import Stores

/// The list of secrets across clients.
struct SecretRoutes: Sendable {
    let listing: SecretListing
    let authentication: CallerAuthentication

    var routes: [Route] {
        [
            Route(.get, "/api/v1/secrets", Self.list) { request, context in
                let call = try await ManagementCall(request, context, authentication)
                let page = try await listing.list(
                    try call.page(isByTime: true), unusedFor: try call.number("unused_for"),
                    expiringWithin: try call.number("expiring_within"), by: call.caller)
                return .json(page.json("secrets", \.json))
            }
        ]
    }

    private static let list = RouteDocumentation(
        operationID: "list_secrets",
        summary: "List the secrets in force of all clients: of organizations' with clients:read, of the environment's "
            + "with environment:read. Those unused for longest come first, or those that end first.",
        access: .managementWithAny([.clientsRead, .environmentRead]),
        parameters: [
            .init(
                name: "unused_for", description: "Only those that were not used for this many seconds.",
                schema: ["type": "integer", "minimum": 0, "maximum": .integer(SecretListing.maximumSpan)]),
            .init(
                name: "expiring_within", description: "Only those that end within this many seconds.",
                schema: ["type": "integer", "minimum": 0, "maximum": .integer(SecretListing.maximumSpan)]),
            .pageSize, .pageToken,
        ],
        success: .init(
            status: 200, description: "A part of the list; total_size counts to \(SecretFilter.largestCount).",
            schema: "SecretList"), refusals: [400])
}
