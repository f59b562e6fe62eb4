import MintmarkTesting
import MintmarkValidator
import Synchronization
import Testing

@Suite struct RemoteKeySourceTests {
    private let clock = ManualClock()

    /// Gives key sets as told, counts how often it is asked, and can be held up.
    private final class Fetcher: KeyFetcher {
        struct Trouble: Error {}
        struct State {
            var document: [UInt8]?
            var maxAge: Int64? = 300
            var count = 0
            var gate: [CheckedContinuation<Void, Never>] = []
            var isHeldUp = false
        }
        let state = Mutex(State())

        func fetch(_ url: String, maximumSize: Int, timeout: Duration) async throws -> FetchedDocument {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state in
                    state.count += 1
                    guard state.isHeldUp else { return true }
                    state.gate.append(continuation)
                    return false
                }
                if passes { continuation.resume() }
            }
            let (document, maxAge) = state.withLock { ($0.document, $0.maxAge) }
            guard let document else { throw Trouble() }
            return FetchedDocument(body: document, maxAge: maxAge)
        }

        var count: Int { state.withLock { $0.count } }
        func serve(_ document: [UInt8]?) { state.withLock { $0.document = document } }
        func holdUp() { state.withLock { $0.isHeldUp = true } }
        func release() {
            let gate = state.withLock { state in
                defer { state.gate = [] }
                state.isHeldUp = false
                return state.gate
            }
            for continuation in gate { continuation.resume() }
        }
    }

    private func validator(_ fetcher: Fetcher, settings: KeyCacheSettings = .init()) -> TokenValidator {
        TokenValidator(
            issuers: ["https://auth.example.com"], audiences: ["https://api.example.com"],
            // All other tests run at the same time.
            options: ValidationOptions(timeout: .seconds(300)),
            keys: RemoteKeySource(location: .url("https://k"), settings: settings, fetcher: fetcher, clock: clock),
            clock: clock)
    }

    @Test func R11_oneFetchForManyTokens() async throws {
        let issuer = try TestIssuer(clock: clock)
        let fetcher = Fetcher()
        fetcher.serve(try issuer.keySet)
        fetcher.holdUp()
        let validator = validator(fetcher)
        let token = try issuer.token()
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 { group.addTask { await validator.isValid(token) } }
            while fetcher.count == 0 { await Task.yield() }
            for _ in 0..<50 { await Task.yield() }
            fetcher.release()
            for await isValid in group { #expect(isValid) }
        }
        #expect(fetcher.count == 1)
        #expect(validator.isReady)
    }

    @Test func R11_aThousandUnknownKeysCauseAtMostOneFetch() async throws {
        let issuer = try TestIssuer(clock: clock)
        let stranger = try TestIssuer(clock: clock)
        let fetcher = Fetcher()
        fetcher.serve(try issuer.keySet)
        let validator = validator(fetcher)
        #expect(try await code(issuer.token(), validator) == nil)
        clock.advance(seconds: 60)
        let forged = try stranger.token(with: .unknownKeyID)
        for _ in 0..<1000 {
            #expect(await code(forged, validator) == .unknownKey)
            #expect(try await code(issuer.token(), validator) == nil)
        }
        #expect(fetcher.count == 2)
    }

    @Test func R11_aNewKeyIsFoundWithinTheCooldown() async throws {
        let old = try TestIssuer(clock: clock)
        let new = try TestIssuer(clock: clock)
        let fetcher = Fetcher()
        fetcher.serve(try old.keySet)
        let validator = validator(fetcher, settings: .init(cooldown: 10))
        #expect(try await code(old.token(), validator) == nil)
        fetcher.serve(try new.keySet)
        #expect(try await code(old.token(with: .unknownKeyID), validator) == .unknownKey)
        clock.advance(seconds: 10)
        _ = await code(try old.token(with: .unknownKeyID), validator)
        #expect(try await code(new.token(), validator) == nil)
    }

    @Test func R11_staleKeysServeUpToTheBound() async throws {
        let issuer = try TestIssuer(clock: clock)
        let fetcher = Fetcher()
        fetcher.serve(try issuer.keySet)
        let validator = validator(fetcher, settings: .init(staleBound: 1000))
        #expect(try await code(issuer.token(), validator) == nil)
        fetcher.serve(nil)
        for _ in 0..<10 {
            clock.advance(seconds: 120)
            #expect(try await code(issuer.token(), validator) == nil)
        }
        clock.advance(seconds: 101)
        #expect(try await code(issuer.token(), validator) == .keysUnavailable)
        #expect(!validator.isReady)
        fetcher.serve(try issuer.keySet)
        clock.advance(seconds: 1)
        #expect(try await code(issuer.token(), validator) == nil)
    }

    @Test func R11_keysAreRenewedBeforeTheyAgeOut() async throws {
        let issuer = try TestIssuer(clock: clock)
        let fetcher = Fetcher()
        fetcher.serve(try issuer.keySet)
        let validator = validator(fetcher)
        #expect(try await code(issuer.token(), validator) == nil)
        clock.advance(seconds: 250)
        fetcher.holdUp()
        #expect(try await code(issuer.token(), validator) == nil)
        while fetcher.count < 2 { await Task.yield() }
        fetcher.release()
    }

    @Test func unreachableKeysAreNotABadToken() async throws {
        let issuer = try TestIssuer(clock: clock)
        let fetcher = Fetcher()
        let validator = validator(fetcher)
        do {
            _ = try await validator.validate(try issuer.token())
            Issue.record("accepted without keys")
        } catch let error as TokenValidationError {
            #expect(error.code == .keysUnavailable)
            #expect(error.httpStatus == 503)
            #expect(error.wwwAuthenticate() == nil)
        }
        for _ in 0..<100 { _ = await code(try issuer.token(), validator) }
        #expect(fetcher.count == 1)
    }

    @Test func aCancelledCallerDoesNotWaitAndTheOthersGoOn() async throws {
        let issuer = try TestIssuer(clock: clock)
        let fetcher = Fetcher()
        fetcher.serve(try issuer.keySet)
        fetcher.holdUp()
        let validator = validator(fetcher)
        let token = try issuer.token()
        let patient = Task { await validator.isValid(token) }
        while fetcher.count == 0 { await Task.yield() }
        let hasty = Task { try await validator.validate(token) }
        for _ in 0..<10 { await Task.yield() }
        hasty.cancel()
        await #expect(throws: CancellationError.self) { _ = try await hasty.value }
        fetcher.release()
        #expect(await patient.value)
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"keys":1}"#, #"{"keys":[{"kty":"AKP","alg":"ML-DSA-65"}]}"#, #"{"keys":[{}]}"#,
    ])
    func R11_aSetWithoutUsableKeysIsUnavailable(document: String) throws {
        #expect(throws: TokenValidationError.self) { try StaticKeySource(keySet: Array(document.utf8)) }
    }

    @Test func R11_unusableKeysAreSkipped() async throws {
        let issuer = try TestIssuer(clock: clock)
        let good = String(decoding: try issuer.keySet, as: UTF8.self)
        let bad =
            #"{"kty":"AKP","kid":"a","alg":"ML-DSA-65"},{"kty":"RSA","kid":"b","use":"enc","n":"AQ","e":"AQAB"},"#
            + #"{"kty":"EC","kid":"c","crv":"P-521"},{"kty":"RSA","kid":"d","n":"AQ","e":"AQAB"},1,null,{"kid":7},"#
            + #"{"kty":"oct","kid":"snk_1","k":"AAAA"},"#
        let mixed = good.replacing(#"{"keys":["#, with: #"{"keys":["# + bad)
        let keys = try StaticKeySource(keySet: Array(mixed.utf8))
        #expect(keys.knownKey(id: "snk_1", algorithm: .es256) != nil)
        #expect(keys.knownKey(id: "snk_10", algorithm: .es256) != nil)
        for id in ["a", "b", "c", "d", ""] { #expect(keys.knownKey(id: id, algorithm: .rs256) == nil) }
    }
}
