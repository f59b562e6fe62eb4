import JOSE

/// Checks access tokens of one issuer for one resource server (RFC 9068 §4).
///
/// ```swift
/// let validator = TokenValidator(issuer: "https://auth.example.com", audience: "https://api.example.com")
/// let token = try await validator.validate(bearer)
/// ```
///
/// Keys are fetched from the issuer and kept; no request waits for the network unless the token names a key that is
/// not known yet.
public struct TokenValidator: Sendable {
    let keys: any KeySource
    let checks: ClaimChecks
    let clock: any ValidationClock
    private let lastHeader = LastHeader()
    private let revocations: RevocationFollower?

    /// A validator that finds the issuer's keys by its metadata (RFC 8414).
    /// - Parameters:
    ///   - issuer: the issuer URL, byte for byte as in `iss`.
    ///   - audience: the name of this resource server, which `aud` must contain.
    ///   - revocation: whether tokens that the issuer revokes end at once; followed until the last copy of the validator
    ///     is gone.
    ///   - transport: gets revocations over HTTP; `.httpClient` of MintmarkHummingbird streams on Linux too.
    public init(
        issuer: String, audience: String, options: ValidationOptions = .init(),
        revocation: RevocationFollowing = .none,
        transport: some RevocationTransport = URLSessionRevocationTransport()
    ) {
        self.init(
            issuers: [issuer], audiences: [audience], options: options,
            keys: RemoteKeySource(location: .discovery(issuer: issuer)), revocation: revocation, transport: transport)
    }

    /// A validator with keys from a source of its own.
    /// - Parameters:
    ///   - issuers: the issuer URLs that are accepted; all of them must use the keys of `keys`.
    ///   - audiences: the names of this resource server, one of which `aud` must contain.
    ///   - clock: tells the time; replaced in tests.
    ///   - revocation: whether revocations of the first of the issuers are followed.
    ///   - transport: gets revocations over HTTP.
    public init(
        issuers: [String], audiences: [String], options: ValidationOptions = .init(), keys: some KeySource,
        clock: some ValidationClock = SystemValidationClock(), revocation: RevocationFollowing = .none,
        transport: some RevocationTransport = URLSessionRevocationTransport()
    ) {
        let feed: RevocationFeed? =
            if revocation.mode != .none, let issuer = issuers.first {
                RevocationFeed(
                    issuer: issuer, following: revocation, keys: keys, transport: transport, clock: clock)
            } else { nil }
        self.init(
            issuers: issuers, audiences: audiences, options: options, anyKeys: keys, anyClock: clock, feed: feed)
    }

    init(
        issuers: [String], audiences: [String], options: ValidationOptions, anyKeys: any KeySource,
        anyClock: any ValidationClock, feed: RevocationFeed?
    ) {
        keys = anyKeys
        clock = anyClock
        checks = ClaimChecks(issuers: issuers, audiences: audiences, options: options)
        revocations = feed.map(RevocationFollower.init)
    }

    package init(
        issuers: [String], audiences: [String], options: ValidationOptions, anyKeys: any KeySource,
        anyClock: any ValidationClock
    ) {
        self.init(
            issuers: issuers, audiences: audiences, options: options, anyKeys: anyKeys, anyClock: anyClock, feed: nil)
    }

    /// Checks a token.
    /// - Parameter token: the compact form, without `Bearer`.
    /// - Throws: ``TokenValidationError``; `CancellationError` when the task was cancelled while keys were fetched.
    public func validate(_ token: String) async throws -> ValidatedToken<StandardClaims> {
        // A known fresh key is the rule, and then nothing need be asynchronous.
        let unverified = try unverified(token)
        let known = keys.knownKey(id: unverified.keyID, algorithm: unverified.algorithm)
        let verified = if let known { try verify(unverified, with: known) } else { try await verified(unverified) }
        return ValidatedToken(standard: verified.claims, claims: verified.claims, keyID: verified.keyID)
    }

    /// Checks a token and reads its claims into a type of the application's own.
    /// - Parameters:
    ///   - token: the compact form, without `Bearer`.
    ///   - type: what the claims are read into; members that it does not name are passed over.
    /// - Throws: as ``validate(_:)``, and `missingClaim` when the claims do not fit the type.
    public func validate<Claims: Decodable & Sendable>(
        _ token: String, as type: Claims.Type
    ) async throws -> ValidatedToken<Claims> {
        let verified = try await verified(token)
        let json = try verified.payload.json()
        do {
            let claims = try Claims(from: JSONValueDecoder(json))
            return ValidatedToken(standard: verified.claims, claims: claims, keyID: verified.keyID)
        } catch {
            throw TokenValidationError(
                .missingClaim, .requiredClaims,
                "The claims do not fit \(Claims.self): \(JSONValueDecoder.reason(error)).")
        }
    }

    /// Whether a token is accepted; for callers that need no more.
    public func isValid(_ token: String) async -> Bool {
        (try? await verified(token)) != nil
    }

    /// Checks a token and gives its claims.
    /// - Throws: as ``validate(_:)``.
    public func claims(of token: String) async throws -> StandardClaims {
        try await verified(token).claims
    }

    /// Fetches the keys before the first token arrives, and waits for the first word about revocations where they are
    /// followed.
    /// - Throws: ``TokenValidationError`` `keysUnavailable`, or `revocationUnknown` where stale rules do not do.
    public func prefetch() async throws {
        try await keys.prefetch(timeout: checks.options.timeout)
        try await revocations?.feed.prefetch(timeout: checks.options.timeout)
    }

    /// Whether tokens can be checked now, for a readiness probe.
    public var isReady: Bool {
        guard keys.isReady else { return false }
        guard let status = revocationStatus, revocations?.feed.refusesWhenStale == true else { return true }
        return !status.isStale
    }

    /// What is known of revocations now; `nil` where they are not followed.
    public var revocationStatus: RevocationStatus? { revocations?.feed.status }

    private func verified(_ token: String) async throws -> VerifiedToken {
        try await verified(try unverified(token))
    }

    private func verified(_ token: UnverifiedToken) async throws -> VerifiedToken {
        try verify(token, with: try await key(for: token))
    }

    private func unverified(_ token: String) throws(TokenValidationError) -> UnverifiedToken {
        try UnverifiedToken(token, checks: checks, accepted: lastHeader.accepted)
    }

    private func verify(
        _ unverified: UnverifiedToken, with key: VerificationKey
    ) throws(TokenValidationError) -> VerifiedToken {
        let payload = try unverified.payload(signedBy: key)
        // Only now: forged tokens must not push out the header of good ones.
        if !unverified.hasAcceptedHeader { lastHeader.accepted = AcceptedHeader(of: unverified) }
        let claims = try payload.claims(isComplete: checks.options.requiresAllClaims, expected: checks.expected)
        try checks.check(
            claims, of: payload, keyID: unverified.keyID, revocations: revocations?.feed, at: clock.seconds)
        return VerifiedToken(claims: claims, payload: payload, keyID: unverified.keyID)
    }

    func key(for token: UnverifiedToken) async throws -> VerificationKey {
        if let known = keys.knownKey(id: token.keyID, algorithm: token.algorithm) { return known }
        return try await keys.key(
            id: token.keyID, algorithm: token.algorithm, timeout: checks.options.timeout)
    }
}
