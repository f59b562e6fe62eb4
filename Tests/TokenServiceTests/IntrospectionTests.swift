import Foundation
import JOSE
import Logging
import OAuthCore
import Stores
import Testing
import TokenService

@Suite struct IntrospectionTests {
    private func endpoint(_ bench: Workbench) -> IntrospectionEndpoint {
        IntrospectionEndpoint(
            issuer: bench.environment.issuer, admission: bench.admission, verifier: bench.verifier, keyRing: bench.ring,
            clock: bench.clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func resourceServer(_ bench: Workbench, scopes: [String]) async throws -> Client {
        let now = bench.clock.now()
        let client = Client(
            id: ClientID(kind: .environment, number: bench.identifiers.next()), organizationID: nil, scopes: scopes,
            secrets: [
                ClientSecret(
                    id: SecretID(number: bench.identifiers.next()), hash: bench.hasher.hash(Secret("right")),
                    suffix: "ight", createTime: now, updateTime: now, lastUsedTime: now)
            ], createTime: now, updateTime: now)
        try await bench.store.insert(client, recording: bench.event(.clientCreated))
        return client
    }

    private func introspect(
        _ bench: Workbench, _ token: String, by client: Client, secret: String = "right", accept: [String] = []
    ) async throws -> EndpointResponse {
        let form = "token=\(token)&client_id=\(client.id)&client_secret=\(secret)"
        let request = TokenHTTPRequest(
            contentType: "application/x-www-form-urlencoded", authorization: [], query: nil, body: Array(form.utf8),
            address: "192.0.2.1", requestID: "req_1")
        return try await endpoint(bench).answer(request, accept: accept)
    }

    @Test func aGoodTokenIsDescribed() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let server = try await resourceServer(bench, scopes: [IntrospectionEndpoint.scope])
        let client = try await bench.register(claims: [CustomClaim(key: "tier", value: "gold")])
        let token = try #require(try await bench.ask(client).json["access_token"]?.string)
        let answer = try Answer(try await introspect(bench, token, by: server))
        #expect(answer.status == 200)
        #expect(answer.headers["cache-control"] == "no-store")
        let json = answer.json
        #expect(json["active"] == .bool(true))
        #expect(json["scope"]?.string == "read write")
        #expect(json["client_id"]?.string == client.id.description)
        #expect(json["token_type"]?.string == "Bearer")
        #expect(json["aud"]?.array == [.string("https://api.example.com")])
        #expect(json["custom_claims"]?["tier"]?.string == "gold")
        for name in ["exp", "iat", "nbf", "sub", "iss", "jti", "oid"] {
            #expect(json[name] != nil, "\(name)")
        }
    }

    @Test func A23_ofATokenThatIsNotGoodNothingIsSaid() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let server = try await resourceServer(bench, scopes: [IntrospectionEndpoint.scope])
        let client = try await bench.register(lifetime: 10)
        let revoked = try #require(try await bench.ask(client).json["access_token"]?.string)
        let rule = Revocation(endingAllOf: .client(client.id), at: bench.clock.now(), longestLifetime: 60)
        _ = try await bench.store.revoke([rule], recording: [])
        bench.clock.advance(seconds: 1)
        let expired = try #require(try await bench.ask(client).json["access_token"]?.string)
        bench.clock.advance(seconds: 10)
        let deleted = try await bench.register()
        let orphan = try #require(try await bench.ask(deleted).json["access_token"]?.string)
        _ = try await bench.store.deleteClient(
            deleted.id, of: deleted.organizationID, recording: bench.event(.clientDeleted))
        let live = try #require(try await bench.ask(client).json["access_token"]?.string)
        for bad in [revoked, expired, orphan, "x", "a.b.c", live + "A", live.dropLast(2) + "AA"] {
            let answer = try await introspect(bench, String(bad), by: server)
            #expect(answer.status == 200)
            #expect(String(decoding: answer.body, as: UTF8.self) == #"{"active":false}"#)
        }
    }

    @Test func A23_callersAreAuthenticatedAndNeedTheScope() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let server = try await resourceServer(bench, scopes: [IntrospectionEndpoint.scope])
        let without = try await resourceServer(bench, scopes: ["clients:read"])
        let client = try await bench.register(scopes: [IntrospectionEndpoint.scope])
        let token = try #require(try await bench.ask(client).json["access_token"]?.string)
        #expect(try await introspect(bench, token, by: server, secret: "wrong").status == 401)
        #expect(try await introspect(bench, token, by: without).status == 403)
        #expect(try await introspect(bench, token, by: client).status == 403)
    }

    @Test func signedAnswersAreForTheirCallerAlone() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let server = try await resourceServer(bench, scopes: [IntrospectionEndpoint.scope])
        let client = try await bench.register()
        let token = try #require(try await bench.ask(client).json["access_token"]?.string)
        for (asked, isActive) in [(token, true), ("x", false)] {
            let answer = try await introspect(
                bench, asked, by: server, accept: ["application/token-introspection+jwt"])
            #expect(answer.headers.contains { $0.value == "application/token-introspection+jwt" })
            let jws = try CompactJWS(answer.body)
            #expect(jws.header.type == "token-introspection+jwt")
            let keyID = try #require(jws.header.keyID)
            let key = try #require(bench.ring.snapshot.keys[keyID])
            #expect(jws.isSigned(by: key.publicKey.key))
            let payload = try JSONParser.parse(jws.payload)
            #expect(payload["iss"]?.string == bench.environment.issuer)
            #expect(payload["aud"]?.string == server.id.description)
            #expect(payload["iat"]?.integer == bench.clock.now().seconds)
            #expect(payload["token_introspection"]?["active"] == .bool(isActive))
            #expect(payload["exp"] == nil && payload["sub"] == nil)
            // It must not pass for an access token (RFC 9701 §8.1).
            await #expect(throws: TokenVerificationFailure.self) {
                try await bench.verifier.verify(String(decoding: answer.body, as: UTF8.self))
            }
        }
    }
}
