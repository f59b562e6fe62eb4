import Foundation
import JOSE
import OAuthCore
import Stores
import Testing
import TokenService

@Suite struct TokenEndpointTests {
    @Test func A16_theTokenIsAnAccessTokenOfRFC9068() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(claims: [.init(key: "plan", value: "gold \"1\"")], lifetime: 900)
        let answer = try await bench.ask(client)
        #expect(answer.status == 200)
        #expect(answer.json["token_type"] == "Bearer")
        #expect(answer.json["expires_in"] == 900)
        #expect(answer.json["scope"] == "read write")
        let token = try answer.token
        #expect(token.header.type == "at+jwt")
        #expect(token.isSigned(by: try #require(bench.ring.snapshot.keys[token.header.keyID ?? ""]).publicKey.key))
        let claims = try answer.claims
        let now = bench.clock.now().seconds
        #expect(claims["iss"] == "https://auth.example.com")
        #expect(claims["sub"] == .string(client.id.description))
        #expect(claims["client_id"] == .string(client.id.description))
        #expect(claims["oid"] == .string(try #require(client.organizationID).description))
        #expect(claims["aud"] == ["https://api.example.com"])
        #expect(claims["scope"] == "read write")
        #expect(claims["scopes"] == ["read", "write"])
        #expect(claims["custom_claims"] == ["plan": "gold \"1\""])
        #expect(claims["iat"] == .integer(now))
        #expect(claims["nbf"] == .integer(now))
        #expect(claims["exp"] == .integer(now + 900))
        #expect(try #require(claims["jti"]?.string).hasPrefix("tkn_"))
    }

    @Test func A6_answersAreStoredByNoCache() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        for answer in [
            try await bench.ask(client), try await bench.ask(client, secret: "wrong"), try await bench.ask(""),
        ] {
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["pragma"] == "no-cache")
            #expect(answer.headers["content-type"] == "application/json")
        }
    }

    @Test func A7_thereIsNoRefreshToken() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let answer = try await bench.ask(try await bench.register())
        #expect(answer.json.members?.map(\.name).sorted() == ["access_token", "expires_in", "scope", "token_type"])
    }

    @Test func A4_unknownClientAndWrongSecretAnswerAlike() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let expired = try await bench.register(expireTime: bench.clock.now().adding(seconds: 1))
        bench.clock.advance(seconds: 2)
        var answers = [
            try await bench.ask(client, secret: "wrong"), try await bench.ask(client, secret: "righ"),
            try await bench.ask(expired),
        ]
        for id in ["m2morg_1", "skc_1", "nonsense", "m2morg_\(client.id.number + 1)", "skc_\(client.id.number)"] {
            answers.append(
                try await bench.ask("grant_type=client_credentials&client_id=\(id)&client_secret=right"))
        }
        for answer in answers {
            #expect(answer.status == 401)
            #expect(answer.error == "invalid_client")
            #expect(answer.json == answers[0].json)
            #expect(answer.headers == answers[0].headers)
            #expect(answer.headers["www-authenticate"]?.hasPrefix("Basic ") == true)
        }
    }

    @Test func A2_credentialsInTheURLAreRefused() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let form = "grant_type=client_credentials&client_id=m2morg_1&client_secret=right"
        for query in [form, "client_secret=right", "x=1&client_id=m2morg_1"] {
            let answer = try await bench.ask(form, query: query)
            #expect(answer.status == 400)
            #expect(answer.error == "invalid_request")
            #expect(!answer.description.contains("right"))
        }
    }

    @Test(arguments: [nil, "application/json", "text/plain", "multipart/form-data"])
    func otherMediaTypesAreRefused(type: String?) async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        #expect(try await bench.ask("grant_type=client_credentials", contentType: type).error == "invalid_request")
    }

    @Test func aMediaTypeMayHaveParameters() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let form = "grant_type=client_credentials&client_id=\(client.id)&client_secret=right"
        for type in [
            "application/x-www-form-urlencoded; charset=utf-8", "Application/X-WWW-Form-Urlencoded ;charset=UTF-8",
        ] {
            #expect(try await bench.ask(form, contentType: type).status == 200)
        }
    }

    @Test func A8_theGrantedScopeIsReported() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(scopes: ["openid"])
        let narrowed = try await bench.ask(client, more: "&scope=openid%20profile%20email")
        #expect(narrowed.json["scope"] == "openid")
        #expect(try narrowed.claims["scopes"] == ["openid"])
        let refused = try await bench.ask(client, more: "&scope=admin")
        #expect(refused.status == 400)
        #expect(refused.error == "invalid_scope")
        #expect(refused.description.contains("openid"))
    }

    @Test func aClientWithoutScopesGetsATokenWithoutScope() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let answer = try await bench.ask(try await bench.register(scopes: []), more: "&scope=anything")
        #expect(answer.status == 200)
        #expect(answer.json["scope"] == nil)
        #expect(try answer.claims["scope"] == nil)
        #expect(try answer.claims["scopes"] == [])
    }

    @Test func A17_theAudienceIsNeverEmpty() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let answer = try await bench.ask(try await bench.register(audience: []))
        #expect(try answer.claims["aud"] == ["https://auth.example.com"])
    }

    @Test func A10_theAudienceCanBeNarrowed() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(audience: ["https://a", "https://b"])
        for name in ["audience", "resource"] {
            #expect(try await bench.ask(client, more: "&\(name)=https://b").claims["aud"] == ["https://b"])
            #expect(try await bench.ask(client, more: "&\(name)=https://c").error == "invalid_target")
        }
        #expect(
            try await bench.ask(client, more: "&resource=https://b&resource=https://a").claims["aud"] == [
                "https://a", "https://b",
            ])
    }

    @Test func A5_guessingIsThrottledForThatAddressAlone() async throws {
        let bench = try await Workbench(throttle: GuessThrottle(burst: 3))
        defer { bench.remove() }
        let client = try await bench.register()
        let form = "grant_type=client_credentials&client_id=\(client.id)&client_secret="
        for _ in 0..<3 { #expect(try await bench.ask(form + "wrong").status == 401) }
        let throttled = try await bench.ask(form + "right")
        #expect(throttled.status == 429)
        #expect(Int(throttled.headers["retry-after"] ?? "").map { $0 > 0 } == true)
        #expect(try await bench.ask(form + "right", address: "192.0.2.2").status == 200)
        bench.clock.advance(seconds: 11)
        #expect(try await bench.ask(form + "right").status == 200)
    }

    @Test(arguments: JWSAlgorithm.all)
    func everyAlgorithmSigns(algorithm: JWSAlgorithm) async throws {
        let bench = try await Workbench(algorithm: algorithm)
        defer { bench.remove() }
        let token = try await bench.ask(try await bench.register()).token
        #expect(token.header.algorithm == algorithm)
        #expect(token.isSigned(by: try #require(bench.ring.snapshot.keys[token.header.keyID ?? ""]).publicKey.key))
    }

    @Test func issuingWritesNoRow() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let before = try await bench.store.auditEvents(try PageRequest(size: 100)).totalCount
        for _ in 0..<20 { _ = try await bench.ask(client) }
        #expect(try await bench.store.auditEvents(try PageRequest(size: 100)).totalCount == before)
        #expect(try await bench.store.client(client.id) == client)
    }

    @Test func theLastUseOfASecretIsWrittenInOneBatch() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        bench.clock.advance(seconds: 60)
        for _ in 0..<5 { _ = try await bench.ask(client) }
        _ = try await bench.ask(client, secret: "wrong")
        let id = client.secrets[0].id
        let noted = try #require(bench.uses.unwrittenUse(of: id))
        #expect(noted.time == bench.clock.now())
        await bench.uses.flush()
        let secret = try #require(try await bench.store.client(client.id)?.secrets[0])
        #expect(secret.lastUsedTime == bench.clock.now())
        #expect(secret.lastUsedAddress == noted.address)
        #expect(bench.uses.unwrittenUse(of: id) == nil)
    }
}
