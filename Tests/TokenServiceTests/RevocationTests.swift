import Foundation
import JOSE
import Logging
import OAuthCore
import Stores
import Testing
import TokenService

@Suite struct RevocationTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func endpoint(_ bench: Workbench) -> RevocationEndpoint {
        RevocationEndpoint(
            admission: bench.admission, verifier: bench.verifier, list: bench.revocations, store: bench.store,
            clock: bench.clock, logger: logger)
    }

    private func revoke(
        _ bench: Workbench, _ token: String, by client: Client, secret: String = "right", hint: String? = nil
    ) async throws -> Answer {
        let form =
            "token=\(token)&client_id=\(client.id)&client_secret=\(secret)"
            + (hint.map { "&token_type_hint=\($0)" } ?? "")
        return try Answer(await endpoint(bench).answer(request(form)))
    }

    private func request(_ form: String) -> TokenHTTPRequest {
        TokenHTTPRequest(
            contentType: "application/x-www-form-urlencoded", authorization: [], query: nil, body: Array(form.utf8),
            address: "192.0.2.1", requestID: "req_1")
    }

    private func token(_ bench: Workbench, _ client: Client) async throws -> String {
        try #require(try await bench.ask(client).json["access_token"]?.string)
    }

    private func isGood(_ bench: Workbench, _ token: String) async throws -> Bool {
        do {
            _ = try await bench.verifier.verify(token)
            return true
        } catch is TokenVerificationFailure {
            return false
        }
    }

    @Test func A24_aClientEndsItsOwnTokenAndNoOther() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let (first, second) = (try await token(bench, client), try await token(bench, client))
        let answer = try await revoke(bench, first, by: client)
        #expect(answer.status == 200)
        #expect(try await !isGood(bench, first))
        #expect(try await isGood(bench, second))
        let again = try await revoke(bench, first, by: client)
        #expect(again.status == 200)
        #expect(bench.revocations.current.count == 1)
    }

    @Test func A24_anotherClientsTokenIsRefusedAndLivesOn() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let (owner, other) = (try await bench.register(), try await bench.register())
        let token = try await token(bench, owner)
        let answer = try await revoke(bench, token, by: other)
        #expect(answer.status == 400)
        #expect(answer.json["error"]?.string == "unauthorized_client")
        #expect(try await isGood(bench, token))
    }

    @Test func A24_anUnknownTokenCountsAsRevoked() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let foreign = try await Workbench()
        defer { foreign.remove() }
        let stranger = try await token(foreign, try await foreign.register())
        for unknown in ["x", "tkn_1", "a.b.c", stranger] {
            let answer = try await revoke(bench, unknown, by: client)
            #expect(answer.status == 200, "\(unknown)")
        }
        #expect(bench.revocations.current.isEmpty)
    }

    @Test func A24_anotherKindOfTokenIsUnsupported() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let feed = RevocationFeed(
            issuer: bench.environment.issuer, list: bench.revocations, keyRing: bench.ring, clock: bench.clock)
        let document = String(decoding: try feed.document().bytes, as: UTF8.self)
        for (token, hint) in [(document, nil), ("opaque", "refresh_token")] {
            let answer = try await revoke(bench, token, by: client, hint: hint)
            #expect(answer.json["error"]?.string == "unsupported_token_type", "\(token)")
        }
        let good = try await token(bench, client)
        let hinted = try await revoke(bench, good, by: client, hint: "refresh_token")
        #expect(hinted.status == 200)
        #expect(try await !isGood(bench, good))
    }

    @Test func A4_revocationAuthenticatesItsClient() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let token = try await token(bench, client)
        let answer = try await revoke(bench, token, by: client, secret: "wrong")
        #expect(answer.status == 401)
        #expect(try await isGood(bench, token))
    }

    @Test func everyKindOfRuleEndsTheTokensThatExistAndNoneThatFollow() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let owner = try #require(client.organizationID)
        let key = try #require(bench.ring.snapshot.records.first { $0.state == .active }).id
        for subject: RevocationSubject in [
            .client(client.id), .secret(client.secrets[0].id), .organization(owner), .key(key), .everything,
        ] {
            let old = try await token(bench, client)
            #expect(try await isGood(bench, old))
            let rule = Revocation(endingAllOf: subject, at: bench.clock.now(), longestLifetime: 86_400)
            _ = try await bench.store.revoke([rule], recording: [])
            #expect(try await !isGood(bench, old), "\(subject)")
            bench.clock.advance(seconds: 1)
            #expect(try await isGood(bench, try await token(bench, client)), "\(subject)")
            #expect(try await !isGood(bench, old), "\(subject)")
        }
    }

    @Test func noTokenIsBornDeadInTheSecondOfARevocation() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let rule = Revocation(endingAllOf: .client(client.id), at: bench.clock.now(), longestLifetime: 60)
        _ = try await bench.store.revoke([rule], recording: [])
        let form = "grant_type=client_credentials&client_id=\(client.id)&client_secret=right"
        guard case .notBefore(let second) = bench.endpoint.prepare(request(form)) else {
            Issue.record("a token was issued that is refused from birth")
            return
        }
        #expect(second == bench.clock.now().seconds + 1)
        bench.clock.advance(seconds: 1)
        #expect(try await isGood(bench, try await token(bench, client)))
    }

    @Test func A25_aRevokedKeyIsGoneAtOnceAndItsTokensWithIt() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let old = try await token(bench, client)
        let stolen = try #require(bench.ring.snapshot.records.first { $0.state == .active })
        let announced = try #require(bench.ring.snapshot.records.first { $0.state == .announced })
        let actor = Actor(name: "test")
        let revoked = try await bench.rotation.revoke(stolen.id, reason: "stolen", by: actor, in: bench.ring)
        #expect(revoked?.id == stolen.id)
        let keys = bench.ring.snapshot.records
        #expect(!keys.contains { $0.id == stolen.id })
        #expect(keys.filter { $0.state == .active }.map(\.id) == [announced.id])
        #expect(keys.filter { $0.state == .announced }.count == 1)
        #expect(try await !isGood(bench, old))
        #expect(bench.revocations.current.revocations().map(\.subject) == [.key(stolen.id)])
        #expect(try await isGood(bench, try await token(bench, client)))
        let again = try await bench.rotation.revoke(stolen.id, reason: "", by: actor, in: bench.ring)
        #expect(again == nil)
    }

    @Test func theFeedIsSignedAndHoldsTheRules() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let feed = RevocationFeed(
            issuer: bench.environment.issuer, list: bench.revocations, keyRing: bench.ring, clock: bench.clock)
        let client = try await bench.register()
        let empty = try feed.document()
        #expect(try feed.changes(since: empty.revision) == nil)
        let rule = Revocation(endingAllOf: .client(client.id), at: bench.clock.now(), longestLifetime: 60)
        _ = try await bench.store.revoke([rule], recording: [])
        let document = try feed.document()
        #expect(document.entityTag != empty.entityTag)
        let jws = try CompactJWS(document.bytes)
        #expect(jws.header.type == RevocationFeed.documentType)
        let keyID = try #require(jws.header.keyID)
        let key = try #require(bench.ring.snapshot.keys[keyID])
        #expect(jws.isSigned(by: key.publicKey.key))
        let payload = try JSONParser.parse(jws.payload)
        #expect(payload["iss"]?.string == bench.environment.issuer)
        #expect(payload["revision"]?.integer == document.revision)
        let now = bench.clock.now().seconds
        let expected: JSONValue = [
            "client_id": .string(client.id.description), "issued_before": .integer(now + 1), "exp": .integer(now + 61),
        ]
        #expect(payload["rules"]?.array == [expected])
        let delta = try #require(try feed.changes(since: empty.revision))
        let news = try JSONParser.parse(try CompactJWS(delta.bytes).payload)
        #expect(news["since"]?.integer == empty.revision)
        #expect(news["rules"]?.array == [expected])
        #expect(try feed.document().bytes == document.bytes)
        bench.clock.advance(seconds: 5)
        let later = try feed.document()
        #expect(later.entityTag == document.entityTag)
        #expect(try JSONParser.parse(try CompactJWS(later.bytes).payload)["iat"]?.integer == now + 5)
    }
}
