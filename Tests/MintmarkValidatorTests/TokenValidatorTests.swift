import MintmarkTesting
import MintmarkValidator
import Testing

@Suite struct TokenValidatorTests {
    private let clock = ManualClock()

    @Test(arguments: TokenAlgorithm.allCases)
    func aGoodTokenIsAccepted(algorithm: TokenAlgorithm) async throws {
        let issuer = try TestIssuer(algorithm: algorithm, clock: clock)
        let validator = try issuer.validator()
        let token = try await validator.validate(try issuer.token(.init(customClaims: ["plan": "gold"])))
        #expect(token.clientID == "m2morg_1")
        #expect(token.organizationID == "org_1")
        #expect(token.standard.scopes == ["read:data"])
        #expect(token.standard.customClaims == ["plan": "gold"])
        #expect(token.grants("read:data"))
        #expect(try await code(issuer.tokenOfNextKey(), validator) == nil)
    }

    @Test(arguments: [
        (TokenFault.expired, TokenValidationError.Code.expired), (.notYetValid, .notYetValid),
        (.wrongAudience, .wrongAudience), (.wrongIssuer, .wrongIssuer), (.tampered, .invalidSignature),
        (.strangersKey, .invalidSignature), (.unknownKeyID, .unknownKey), (.algorithmNone, .unsupportedAlgorithm),
        (.publicKeyAsSecret, .unsupportedAlgorithm), (.wrongType, .wrongType), (.criticalHeader, .malformed),
        (.duplicateClaim, .malformed), (.withoutExpiry, .missingClaim), (.withoutClientID, .missingClaim),
        (.contradictingScopes, .missingClaim), (.boundToKey, .proofRequired), (.withoutSignature, .malformed),
        (.nonsense, .malformed),
    ])
    func everyFaultHasItsCode(fault: TokenFault, expected: TokenValidationError.Code) async throws {
        let issuer = try TestIssuer(clock: clock)
        let validator = try issuer.validator()
        let token = try issuer.token(with: fault)
        // RFC 7515 lets an unsigned token end in a dot; both refusals are right for it.
        let found = await code(token, validator)
        #expect(found == expected || (fault == .algorithmNone && found == .malformed))
        #expect(await !validator.isValid(token))
    }

    @Test func noFaultIsLeftOut() {
        #expect(TokenFault.allCases.count == 18)
    }

    @Test func R6_expiryAndLeeway() async throws {
        let issuer = try TestIssuer(clock: clock)
        let validator = try issuer.validator(options: .init(leeway: 10))
        let token = try issuer.token(.init(lifetime: 60))
        clock.advance(seconds: 69)
        #expect(await code(token, validator) == nil)
        clock.advance(seconds: 1)
        #expect(await code(token, validator) == .expired)
        #expect(try await code(issuer.token(.init(issuedAfter: 10)), validator) == nil)
        #expect(try await code(issuer.token(.init(issuedAfter: 11)), validator) == .notYetValid)
    }

    @Test func R8_scopesAreRequiredAllOrAny() async throws {
        let issuer = try TestIssuer(clock: clock)
        let token = try issuer.token(.init(scopes: ["a", "b"]))
        for (requirement, isMet) in [
            (ScopeRequirement.all(["a", "b"]), true), (.all(["a", "c"]), false), (.any(["c", "b"]), true),
            (.any(["c"]), false), (.all([]), true), (.any([]), true),
        ] {
            let validator = try issuer.validator(options: .init(requiredScopes: requirement))
            #expect((await code(token, validator) == nil) == isMet)
            let validated = try await issuer.validator().validate(token)
            #expect((try? validated.require(requirement)) != nil || !isMet)
        }
    }

    @Test func optionsNarrowWhatIsAccepted() async throws {
        let issuer = try TestIssuer(clock: clock)
        let token = try issuer.token(.init(issuedAfter: -100, lifetime: 1000))
        for (options, expected) in [
            (ValidationOptions(maximumAge: 90), TokenValidationError.Code.tooOld),
            (.init(maximumLifetime: 999), .tooOld),
            (.init(requiredClaims: ["tenant"]), .missingClaim),
            (.init(allowedAlgorithms: [.rs256]), .unsupportedAlgorithm),
            (.init(requiredOrganization: "org_2"), .wrongOrganization),
        ] {
            #expect(try await code(token, issuer.validator(options: options)) == expected)
        }
        let wide = ValidationOptions(
            maximumAge: 100, maximumLifetime: 1000, requiredClaims: ["jti"], allowedAlgorithms: [.es256],
            requiredOrganization: "org_1")
        #expect(try await code(token, issuer.validator(options: wide)) == nil)
    }

    @Test func claimsAreReadIntoTypes() async throws {
        struct Custom: Decodable, Sendable {
            struct Plan: Decodable, Sendable { let plan: String }
            let iss: String
            let exp: Int
            let scopes: [String]
            let custom_claims: Plan
            let oid: String?
            let missing: Int?
        }
        struct Wrong: Decodable, Sendable { let iss: Int }
        let issuer = try TestIssuer(clock: clock)
        let validator = try issuer.validator()
        let text = try issuer.token(.init(scopes: ["a"], organizationID: nil, customClaims: ["plan": "gold"]))
        let token = try await validator.validate(text, as: Custom.self)
        #expect(token.claims.custom_claims.plan == "gold")
        #expect(token.claims.exp == Int(token.standard.expiry))
        #expect(token.claims.scopes == ["a"])
        #expect(token.claims.oid == nil)
        await #expect(throws: TokenValidationError.self) { try await validator.validate(text, as: Wrong.self) }
    }

    @Test func errorsNeverHoldTheToken() async throws {
        let issuer = try TestIssuer(clock: clock)
        let validator = try issuer.validator()
        for fault in TokenFault.allCases where fault != .nonsense {
            let token = try issuer.token(with: fault)
            do {
                _ = try await validator.validate(token)
                Issue.record("\(fault) was accepted")
            } catch let error as TokenValidationError {
                var text = "\(error)"
                dump(error, to: &text)
                for part in token.split(separator: ".") { #expect(!text.contains(part)) }
            }
        }
    }

    @Test func R12_theChallengeIsReadyToSend() async throws {
        let issuer = try TestIssuer(clock: clock)
        let validator = try issuer.validator(options: .init(requiredScopes: .all(["admin"])))
        let metadata = "https://api.example.com/.well-known/oauth-protected-resource"
        var challenges: [Int: String] = [:]
        for token in ["", try issuer.token(with: .expired), try issuer.token()] {
            do {
                _ = try await validator.validate(token)
            } catch let error as TokenValidationError {
                let status = token.isEmpty ? 0 : error.httpStatus
                challenges[status] = error.wwwAuthenticate(resourceMetadata: metadata)
            }
        }
        #expect(challenges[0] == "Bearer resource_metadata=\"\(metadata)\"")
        #expect(challenges[401]?.hasPrefix(#"Bearer error="invalid_token", error_description="#) == true)
        #expect(challenges[403]?.hasPrefix(#"Bearer error="insufficient_scope", scope="admin""#) == true)
    }
}
