import JOSE
import MintmarkTesting
import Synchronization
import Testing

@testable import MintmarkValidator

/// A token with a known header is checked where it stands; what comes of it must be what comes of the general way.
@Suite struct TokenInPlaceTests {
    private typealias Outcome = Result<StandardClaims, TokenValidationError>

    private let clock = ManualClock()

    private func outcome(_ token: String, _ validator: TokenValidator) async throws -> Outcome {
        do {
            return .success(try await validator.validate(token).standard)
        } catch let error as TokenValidationError {
            return .failure(error)
        }
    }

    /// What a validator says that has seen good tokens, and one that has seen none, which knows no header.
    private func check(
        _ tokens: [String], of issuer: TestIssuer, options: ValidationOptions = .init(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let experienced = try issuer.validator(options: options)
        let good = try issuer.token()
        for token in tokens {
            _ = try? await experienced.validate(good)
            let found = try await outcome(token, experienced)
            let expected = try await outcome(token, try issuer.validator(options: options))
            #expect(found == expected, "\(token)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: TokenAlgorithm.allCases)
    func everyFaultIsFoundAlike(algorithm: TokenAlgorithm) async throws {
        let issuer = try TestIssuer(algorithm: algorithm, clock: clock)
        let tokens = try TokenFault.allCases.map(issuer.token(with:)) + [issuer.token(), issuer.tokenOfNextKey(), ""]
        try await check(tokens, of: issuer)
        try await check(tokens, of: issuer, options: .init(allowedAlgorithms: []))
        try await check(tokens, of: issuer, options: .init(requiredClaims: ["plan"], tokenType: .any))
        try await check(tokens, of: issuer, options: .init(requiredOrganization: "org_2"))
    }

    @Test func mangledTokensAreJudgedAlike() async throws {
        let issuer = try TestIssuer(algorithm: .es256, clock: clock)
        let good = Array(try issuer.token(.init(customClaims: ["plan": "gold"])).utf8)
        let dots = good.indices.filter { good[$0] == UInt8(ascii: ".") }
        var tokens: [String] = []
        for round in 0..<1500 {
            var bytes = good
            for _ in 0...Int.random(in: 0...1) {
                // Every other change stands where the parts meet or the token ends.
                let place =
                    round % 2 == 0 ? Int.random(in: 0..<good.count) : (dots + [good.count - 1]).randomElement() ?? 0
                let index = max(min(place + Int.random(in: -2...1), bytes.count - 1), 0)
                guard !bytes.isEmpty else { break }
                switch Int.random(in: 0..<4) {
                case 0: bytes[index] = Array("AQgw.-_=+ \u{FC}".utf8).randomElement() ?? 0
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(UInt8(ascii: "."), at: index)
                default: bytes.removeSubrange(index...)
                }
            }
            tokens.append(String(decoding: bytes, as: UTF8.self))
        }
        try await check(tokens, of: issuer)
    }

    @Test func tokensOfAllLengthsAreJudgedAlike() async throws {
        let issuer = try TestIssuer(algorithm: .edDSA, clock: clock)
        let tokens = try (0..<64).map {
            try issuer.token(.init(customClaims: ["x": String(repeating: "y", count: $0 * 97)]))
        }
        try await check(tokens, of: issuer)
        try await check(tokens.map { $0 + "A" } + tokens.map { String($0.dropLast()) }, of: issuer)
    }

    @Test func whatOneKeySignedIsNotTakenForAnothers() async throws {
        let issuer = try TestIssuer(clock: clock)
        let validator = try issuer.validator()
        let (token, next) = (try issuer.token(), try issuer.tokenOfNextKey())
        #expect(await validator.isValid(token))
        let forged =
            String(next[..<(try #require(next.firstIndex(of: ".")))])
            + String(token[(try #require(token.firstIndex(of: ".")))...])
        for _ in 0..<3 {
            #expect(await validator.isValid(token))
            #expect(await code(forged, validator) == .invalidSignature)
            #expect(await validator.isValid(next))
            #expect(await code(forged, validator) == .invalidSignature)
        }
    }

    /// Gives the documents one after the other, and the last for ever.
    private final class Rotation: KeyFetcher {
        private let documents: Mutex<[[UInt8]]>

        init(_ documents: [[UInt8]]) { self.documents = Mutex(documents) }

        func fetch(_ url: String, maximumSize: Int, timeout: Duration) async throws -> FetchedDocument {
            documents.withLock { FetchedDocument(body: $0.count > 1 ? $0.removeFirst() : $0[0], maxAge: 300) }
        }
    }

    @Test func R11_aKeyThatIsWithdrawnIsNotLentAnyLonger() async throws {
        let (old, new) = (try TestIssuer(clock: clock), try TestIssuer(clock: clock))
        let source = RemoteKeySource(
            location: .url("https://k"), fetcher: Rotation([try old.keySet, try new.keySet]), clock: clock)
        let validator = TokenValidator(
            issuers: [old.issuer], audiences: ["https://api.example.com"], keys: source, clock: clock)
        let token = try old.token(.init(lifetime: 3600))
        for _ in 0..<100 { #expect(await validator.isValid(token)) }
        clock.advance(seconds: 239)
        #expect(await validator.isValid(token))
        try await source.prefetch(timeout: .seconds(300))
        for _ in 0..<100 { #expect(await !validator.isValid(token)) }
        #expect(try await validator.isValid(new.token()))
    }

    /// A source of an application's own, whose keys can be taken away.
    private final class OwnSource: KeySource {
        let keys: Mutex<StaticKeySource?>

        init(_ keySet: [UInt8]) throws { keys = Mutex(try StaticKeySource(keySet: keySet)) }

        func knownKey(id: String, algorithm: TokenAlgorithm) -> VerificationKey? {
            keys.withLock { $0?.knownKey(id: id, algorithm: algorithm) }
        }

        func key(id: String, algorithm: TokenAlgorithm, timeout: Duration) async throws -> VerificationKey {
            guard let key = knownKey(id: id, algorithm: algorithm) else {
                throw TokenValidationError(.unknownKey, .key, "There is no such key.")
            }
            return key
        }

        func prefetch(timeout: Duration) async throws {}
        var isReady: Bool { true }
    }

    @Test func aSourceOfTheApplicationsOwnIsAskedForEveryToken() async throws {
        let issuer = try TestIssuer(clock: clock)
        let source = try OwnSource(issuer.keySet)
        let validator = TokenValidator(
            issuers: [issuer.issuer], audiences: ["https://api.example.com"], keys: source, clock: clock)
        let token = try issuer.token()
        for _ in 0..<10 { #expect(await validator.isValid(token)) }
        source.keys.withLock { $0 = nil }
        #expect(await code(token, validator) == .unknownKey)
    }

    @Test func R11_aLeaseEndsWhenTheKeysGetOld() throws {
        var cache = KeyCacheState(settings: .init())
        cache.noteSuccess(try VerificationKeySet(parsing: TestIssuer(clock: clock).keySet), maxAge: 300, at: 1000)
        #expect(cache.renewalTime == 1240)
    }
}
