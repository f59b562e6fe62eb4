import HTTPTypes
import Hummingbird
import JOSE
import OAuthCore
import TokenService

/// Publishes what clients and validators need to know of the server (RFC 8414), under both customary paths.
struct MetadataRoutes: Sendable {
    let issuer: String
    let keyRing: KeyRing
    let maxAge: Int64

    var routes: [Route] {
        ["oauth-authorization-server", "openid-configuration"].map { name in
            Route(
                .get, "/.well-known/\(name)",
                .init(
                    operationID: name.replacing("-", with: "_"), summary: "Get the server's metadata (RFC 8414).",
                    access: .everyone,
                    success: .init(status: 200, description: "The metadata.", schema: "ServerMetadata")),
                handler: metadata)
        }
    }

    /// The metadata (RFC 8414 §2). There is no authorization endpoint, so `response_types_supported` is empty.
    var document: JSONValue {
        [
            "issuer": .string(issuer),
            "token_endpoint": .string(issuer + "/oauth/token"),
            "jwks_uri": .string(issuer + "/keys"),
            "revocation_endpoint": .string(issuer + "/oauth/revoke"),
            "introspection_endpoint": .string(issuer + "/oauth/introspect"),
            "revocations_endpoint": .string(issuer + "/oauth/revocations"),
            "grant_types_supported": [.string(TokenRequest.grantType)],
            "response_types_supported": [],
            "token_endpoint_auth_methods_supported": Self.authenticationMethods,
            "revocation_endpoint_auth_methods_supported": Self.authenticationMethods,
            "introspection_endpoint_auth_methods_supported": Self.authenticationMethods,
            "introspection_signing_alg_values_supported": .array(
                Set(keyRing.snapshot.records.map(\.algorithm.name)).sorted().map(JSONValue.string)),
        ]
    }

    private static let authenticationMethods = JSONValue.array(
        ClientAuthentication.Method.allCases.map { .string($0.rawValue) })

    @Sendable private func metadata(_ request: Request, _ context: ServerRequestContext) -> Response {
        .json(document, cacheControl: "public, max-age=\(maxAge)")
    }
}
