import JOSE
import OAuthCore
import Testing
import TokenService

/// Tokens of several requests, signed together.
@Suite struct TokenSigningTests {
    private func prepare(_ count: Int, _ bench: Workbench, _ client: Client) async throws -> [UnsignedToken] {
        _ = try await bench.clients.load(client.id, from: bench.store)
        return try (0..<count).map { _ in
            let form = "grant_type=client_credentials&client_id=\(client.id)&client_secret=right"
            let request = TokenHTTPRequest(
                contentType: "application/x-www-form-urlencoded", authorization: [], query: nil,
                body: Array(form.utf8), address: "192.0.2.1", requestID: "req_1")
            guard case .token(let token) = bench.endpoint.prepare(request) else { throw Workbench.Unanswered() }
            return token
        }
    }

    @Test(arguments: [0, 1, 2, 7, 8, 9, 17])
    func everyRequestGetsItsOwnToken(count: Int) async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let responses = bench.endpoint.sign(try await prepare(count, bench, client))
        #expect(responses.count == count)
        var identifiers: Set<String> = []
        for response in responses {
            let token = try Answer(response).token
            let key = try #require(bench.ring.snapshot.keys[token.header.keyID ?? ""])
            #expect(token.isSigned(by: key.publicKey.key))
            identifiers.insert(try #require(try Answer(response).claims["jti"]?.string))
        }
        #expect(identifiers.count == count)
    }

    @Test func tokensOfTwoKeysStandInOneBatch() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let before = try await prepare(3, bench, client)
        bench.clock.advance(seconds: bench.environment.keyAnnouncement)
        try await bench.rotation.rotate(algorithm: nil, by: Actor(name: "test"), in: bench.ring)
        let after = try await prepare(3, bench, client)
        let mixed = [before[0], after[0], after[1], before[1], before[2], after[2]]
        let keys = try bench.endpoint.sign(mixed).map { response in
            let token = try Answer(response).token
            let key = try #require(bench.ring.snapshot.keys[token.header.keyID ?? ""])
            #expect(token.isSigned(by: key.publicKey.key))
            return token.header.keyID
        }
        #expect(keys[0] == keys[3] && keys[3] == keys[4] && keys[1] == keys[2] && keys[2] == keys[5])
        #expect(keys[0] != keys[1])
    }

    @Test func aFaultInABatchCostsNobodyTheToken() async throws {
        let bench = try await Workbench(algorithm: .rs256, signers: FaultySource(isFaulty: { $0 > 1 }))
        defer { bench.remove() }
        let client = try await bench.register()
        for response in bench.endpoint.sign(try await prepare(5, bench, client)) {
            let token = try Answer(response).token
            let key = try #require(bench.ring.snapshot.keys[token.header.keyID ?? ""])
            #expect(token.isSigned(by: key.publicKey.key))
        }
    }

    @Test func aFaultySignatureNeverReachesAClient() async throws {
        let bench = try await Workbench(algorithm: .rs256, signers: FaultySource(isFaulty: { _ in true }))
        defer { bench.remove() }
        let client = try await bench.register()
        let answer = try await bench.ask(client)
        #expect(answer.status == 500)
        #expect(answer.json["access_token"] == nil)
    }
}

/// Signers below the check that flip a bit now and then.
private struct FaultySource: JWSSignerSource {
    /// By the number of messages in a call.
    let isFaulty: @Sendable (Int) -> Bool

    func signer(for key: PrivateKey) throws -> any JWSSigner { Faulty(key: key, isFaulty: isFaulty) }

    private struct Faulty: JWSSigner {
        let key: PrivateKey
        let isFaulty: @Sendable (Int) -> Bool
        var algorithm: JWSAlgorithm { key.algorithm }
        var name: String { "faulty" }
        var batchSize: Int { 8 }

        func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
            var signatures = try key.signatures(for: messages)
            if isFaulty(messages.count) { signatures[messages.count - 1][20] ^= 0x10 }
            return signatures
        }
    }
}
