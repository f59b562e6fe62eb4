import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MintmarkHummingbird
import MintmarkTesting
import MintmarkValidator
import NIOCore
import Testing

@Suite struct ProtectionTests {
    private struct APIContext: TokenRequestContext {
        var coreContext: CoreRequestContextStorage
        var token: ValidatedToken<StandardClaims>?

        init(source: Source) {
            coreContext = .init(source: source)
        }
    }

    private static let metadata = "https://api.example.com/.well-known/oauth-protected-resource"

    private func withAPI(
        _ validator: TokenValidator, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let router = Router(context: APIContext.self)
        try router.protectedResourceMetadata(
            resource: "https://api.example.com", issuers: ["https://auth.example.com"], scopes: ["read:data"])
        router.get("/open") { _, context in context.token == nil ? "open" : "token" }
        let protected = router.protect(validator, resourceMetadata: Self.metadata)
        protected.get("/any") { _, context in context.token?.clientID ?? "" }
        protected.require(scopes: .all(["read:data"]), resourceMetadata: Self.metadata).get("/read") { _, _ in "read" }
        protected.require(scopes: .any(["admin", "write:data"])).get("/write") { _, _ in "write" }
        try await Application(router: router).test(.router, body)
    }

    private func headers(_ token: String) -> HTTPFields { [.authorization: "Bearer \(token)"] }

    @Test func aGoodTokenReachesTheRouteWithItsClaims() async throws {
        let issuer = try TestIssuer()
        let token = try issuer.token()
        try await withAPI(try issuer.validator()) { client in
            for (path, body) in [("/any", "m2morg_1"), ("/read", "read")] {
                try await client.execute(uri: path, method: .get, headers: headers(token)) { response in
                    #expect(response.status == .ok)
                    #expect(String(buffer: response.body) == body)
                }
            }
            try await client.execute(uri: "/open", method: .get) { #expect(String(buffer: $0.body) == "open") }
        }
    }

    @Test func R8_badTokensGet401MissingScopes403() async throws {
        let issuer = try TestIssuer()
        let good = try issuer.token()
        let faults = try TokenFault.allCases.map { try issuer.token(with: $0) }
        try await withAPI(try issuer.validator()) { client in
            for token in faults {
                try await client.execute(uri: "/any", method: .get, headers: headers(token)) { response in
                    #expect(response.status == .unauthorized)
                    #expect(response.headers[.wwwAuthenticate]?.contains(#"error="invalid_token""#) == true)
                    #expect(response.headers[.wwwAuthenticate]?.contains(Self.metadata) == true)
                }
            }
            try await client.execute(uri: "/write", method: .get, headers: headers(good)) { response in
                #expect(response.status == .forbidden)
                #expect(response.headers[.wwwAuthenticate]?.contains(#"error="insufficient_scope""#) == true)
            }
            try await client.execute(uri: "/any", method: .get) { response in
                #expect(response.status == .unauthorized)
                #expect(response.headers[.wwwAuthenticate] == "Bearer resource_metadata=\"\(Self.metadata)\"")
            }
        }
    }

    @Test func R9_aTokenInTheQueryIsRefused() async throws {
        let issuer = try TestIssuer()
        let token = try issuer.token()
        try await withAPI(try issuer.validator()) { client in
            try await client.execute(uri: "/any?access_token=\(token)", method: .get) { response in
                #expect(response.status == .badRequest)
                #expect(!String(buffer: response.body).contains(token))
            }
        }
    }

    @Test func unreachableKeysAre503AndNotTheTokensFault() async throws {
        let server = try await MisbehavingKeyServer.start(.failing(status: 500))
        let issuer = try TestIssuer(issuer: server.url)
        let token = try issuer.token()
        let validator = TokenValidator(issuer: server.url, audience: "https://api.example.com")
        try await withAPI(validator) { client in
            try await client.execute(uri: "/any", method: .get, headers: headers(token)) { response in
                #expect(response.status == .serviceUnavailable)
                #expect(response.headers[.wwwAuthenticate] == nil)
                #expect(response.headers[.retryAfter] != nil)
            }
        }
        await server.stop()
    }

    @Test func R12_theMetadataTellsWhereTokensComeFrom() async throws {
        try await withAPI(try TestIssuer().validator()) { client in
            try await client.execute(uri: "/.well-known/oauth-protected-resource", method: .get) { response in
                #expect(response.status == .ok)
                let text = String(buffer: response.body)
                #expect(text.contains(#""resource":"https://api.example.com""#))
                #expect(text.contains(#""authorization_servers":["https://auth.example.com"]"#))
            }
        }
    }
}
