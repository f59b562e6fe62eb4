import CoreMetrics
import MetricsTestKit
import MintmarkHummingbird
import MintmarkTesting
import MintmarkValidator
import Testing

@Suite struct RevocationMetricsTests {
    @Test func R13_stalenessIsVisibleInMetrics() async throws {
        let clock = ManualClock()
        let server = try await TestRevocationServer.start()
        let issuer = try TestIssuer(issuer: server.url, clock: clock)
        server.serve(issuer)
        server.add(.token("tkn_x", expiry: clock.seconds + 60), .unknown(expiry: clock.seconds + 60))
        let validator = try issuer.validator(
            options: ValidationOptions(timeout: .seconds(60)), revocation: .stream(staleAfter: 30, whenStale: .refuse),
            transport: .httpClient)
        try await validator.prefetch()
        let factory = TestMetrics()
        let metrics = RevocationMetrics(validator, every: .seconds(5), factory: factory)
        func gauge(_ name: String) throws -> Double? {
            try factory.expectGauge("mintmark_revocation_\(name)").lastValue
        }
        func counter(_ outcome: String) throws -> Int64 {
            try factory.expectCounter("mintmark_revocation_tokens", [("outcome", outcome)]).totalValue
        }
        let first = metrics.record(after: nil)
        #expect(try gauge("stale") == 0)
        #expect(try gauge("age_seconds") == 0)
        #expect(try gauge("connected") == 1)
        #expect(try gauge("revision") == 2)
        #expect(try gauge("rules") == 1)
        #expect(try gauge("rules_ignored") == 1)
        clock.advance(seconds: 31)
        #expect(try await code(issuer.token(), validator) == .revocationUnknown)
        let second = metrics.record(after: first)
        #expect(try gauge("stale") == 1)
        #expect(try gauge("age_seconds") == 31)
        #expect(try counter("refused_stale") == 1)
        _ = metrics.record(after: second)
        #expect(try counter("refused_stale") == 1)
        #expect(try counter("revoked") == 0)
        await server.stop()
        #expect(
            RevocationMetrics(try issuer.validator(), every: .seconds(5), factory: factory).record(after: nil) == nil)
    }
}
