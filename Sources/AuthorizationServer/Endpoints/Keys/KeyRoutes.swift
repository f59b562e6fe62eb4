import HTTPTypes
import Hummingbird
import JOSE
import TokenService

/// Publishes the keys that verify access tokens: as a JWK Set (RFC 7517 §5) and, for software that reads none, as PEM.
struct KeyRoutes: Sendable {
    let keyRing: KeyRing
    /// For how many seconds caches may keep the set.
    let maxAge: Int64

    var routes: [Route] {
        [
            Route(.get, "/keys", document("keys", "Get the keys that verify access tokens."), handler: keySet),
            Route(.get, "/.well-known/jwks.json", document("jwks", "The same document as `/keys`."), handler: keySet),
            Route(
                .get, "/keys/{kid}.pem",
                .init(
                    operationID: "key_pem", summary: "Get one public key as PEM.", access: .everyone,
                    success: .init(status: 200, description: "The key.", mediaType: "application/x-pem-file"),
                    refusals: [404]),
                handler: publicKey),
        ]
    }

    private func document(_ id: String, _ summary: String) -> RouteDocumentation {
        .init(
            operationID: id, summary: summary, access: .everyone,
            success: .init(status: 200, description: "A JWK Set.", schema: "JSONWebKeySet"))
    }

    @Sendable private func keySet(_ request: Request, _ context: ServerRequestContext) -> Response {
        let keys = keyRing.snapshot
        return CacheableDocument(
            bytes: keys.document, contentType: "application/json", entityTag: keys.entityTag,
            cacheControl: "public, max-age=\(maxAge)"
        ).response(to: request)
    }

    @Sendable private func publicKey(_ request: Request, _ context: ServerRequestContext) throws -> Response {
        guard let kid = context.parameters.get("kid"), let key = keyRing.snapshot.keys[kid] else {
            throw WireError(.notFound, "There is no such key. The keys in use are listed at /keys.")
        }
        return .bytes(
            Array((key.publicKey.key.pemRepresentation + "\n").utf8), contentType: "application/x-pem-file",
            cacheControl: "public, max-age=\(maxAge)")
    }
}
