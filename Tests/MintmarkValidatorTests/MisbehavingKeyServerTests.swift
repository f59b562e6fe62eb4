import MintmarkTesting
import MintmarkValidator
import Testing

/// The default fetcher against real sockets.
@Suite struct MisbehavingKeyServerTests {
    private func withServer(
        timeout: Duration = .seconds(1), _ behaviour: (TestIssuer) throws -> KeyServerBehaviour,
        _ body: (MisbehavingKeyServer, TokenValidator, TestIssuer) async throws -> Void
    ) async throws {
        let draft = try TestIssuer()
        let server = try await MisbehavingKeyServer.start(try behaviour(draft))
        let issuer = try TestIssuer(issuer: server.url)
        if case .serving(_, let maxAge) = try behaviour(issuer) {
            server.behave(.serving(try issuer.keySet, maxAge: maxAge))
        }
        let validator = TokenValidator(
            issuer: server.url, audience: "https://api.example.com", options: .init(timeout: timeout))
        try await body(server, validator, issuer)
        await server.stop()
    }

    @Test func keysAreDiscovered() async throws {
        try await withServer(timeout: .seconds(60), { .serving(try $0.keySet) }) { server, validator, issuer in
            try await validator.prefetch()
            #expect(validator.isReady)
            #expect(try await code(issuer.token(), validator) == nil)
            #expect(try await code(issuer.token(with: .tampered), validator) == .invalidSignature)
            #expect(server.requestCount == 1)
        }
    }

    @Test func everyTroubleIsUnavailabilityAndEndsInTime() async throws {
        let keys = try TestIssuer().keySet
        for behaviour in [
            KeyServerBehaviour.silent, .failing(status: 500), .failing(status: 404), .endless, .wrongType,
            .redirecting(to: "http://127.0.0.1:9/keys"), .truncated(keys), .empty,
        ] {
            try await withServer({ _ in behaviour }) { server, validator, issuer in
                let start = ContinuousClock.now
                let token = try issuer.token()
                // On a busy machine the time for the whole validation may be over before that of the fetch.
                let unavailable: [TokenValidationError.Code?] = [.keysUnavailable, .timedOut]
                #expect(unavailable.contains(await code(token, validator)), "\(behaviour)")
                // A generous bound: it tells an end from none on a busy machine.
                #expect(ContinuousClock.now - start < .seconds(60), "\(behaviour)")
            }
        }
    }

    @Test func anotherIssuersMetadataIsRefused() async throws {
        try await withServer({ .serving(try $0.keySet) }) { server, _, issuer in
            let other = server.url.replacing("127.0.0.1", with: "localhost")
            let validator = TokenValidator(issuer: other, audience: "https://api.example.com")
            let token = try issuer.token()
            #expect(await code(token, validator) == .keysUnavailable)
        }
    }
}
