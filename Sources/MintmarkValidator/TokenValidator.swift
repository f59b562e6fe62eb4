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
    /// Not an optional beside a plain source: to look into an optional is to count a reference that all threads share.
    let keys: any LendingKeySource
    let options: ValidationOptions
    let clock: any ValidationClock
    private let lanes: ValidationLanes
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
        keys = (anyKeys as? any LendingKeySource) ?? UnlentKeySource(keys: anyKeys)
        clock = anyClock
        self.options = options
        lanes = ValidationLanes { ValidationLane(issuers: issuers, audiences: audiences, options: options) }
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
        if let validated = try validatedInPlace(token) { return validated }
        let verified = try await verified(token)
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
        (try? await validate(token)) != nil
    }

    /// Checks a token and gives its claims.
    /// - Throws: as ``validate(_:)``.
    public func claims(of token: String) async throws -> StandardClaims {
        try await validate(token).standard
    }

    /// Fetches the keys before the first token arrives, and waits for the first word about revocations where they are
    /// followed.
    /// - Throws: ``TokenValidationError`` `keysUnavailable`, or `revocationUnknown` where stale rules do not do.
    public func prefetch() async throws {
        try await keys.prefetch(timeout: options.timeout)
        try await revocations?.feed.prefetch(timeout: options.timeout)
    }

    /// Whether tokens can be checked now, for a readiness probe.
    public var isReady: Bool {
        guard keys.isReady else { return false }
        guard let status = revocationStatus, revocations?.feed.refusesWhenStale == true else { return true }
        return !status.isStale
    }

    /// What is known of revocations now; `nil` where they are not followed.
    public var revocationStatus: RevocationStatus? { revocations?.feed.status }

    /// Checks a token like the one before: with the same header, and a key that is at hand.
    /// - Returns: `nil` for all others, and for claims that are not plain.
    private func validatedInPlace(
        _ token: String
    ) throws(TokenValidationError) -> ValidatedToken<StandardClaims>? {
        let lane = lanes.current
        guard let header = lane.acceptedHeader, let key = knownKey(for: header) else { return nil }
        return try TokenInPlace.read(token, header) { token throws(TokenValidationError) in
            guard token.isSigned(by: key) else { throw .invalidSignature }
            let checks = lane.checks
            let claims = token.claims(isComplete: options.requiresAllClaims, expected: checks.expected)
            guard let claims else { return nil }
            try checks.check(
                claims, of: token.ownPayload, keyID: header.keyID, revocations: revocations?.feed, at: clock.seconds)
            return ValidatedToken(standard: claims, claims: claims, keyID: header.keyID)
        }
    }

    private func knownKey(for header: AcceptedHeader) -> VerificationKey? {
        if let lease = header.lease, keys.holds(lease) { return lease.key }
        return keys.knownKey(id: header.keyID, algorithm: header.algorithm)
    }

    private func verified(_ token: String) async throws -> VerifiedToken {
        let unverified = try UnverifiedToken(token, options: options, accepted: lanes.current.acceptedHeader)
        let key = try await key(for: unverified)
        return try verify(unverified, with: key, in: lanes.current)
    }

    private func verify(
        _ unverified: UnverifiedToken, with key: VerificationKey, in lane: ValidationLane
    ) throws(TokenValidationError) -> VerifiedToken {
        let payload = try unverified.payload(signedBy: key)
        // Only now: forged tokens must not push out the header of good ones.
        if !isKnown(unverified.acceptedHeader) {
            let lease = keys.lease(id: unverified.keyID, algorithm: unverified.algorithm)
            lane.acceptedHeader = AcceptedHeader(of: unverified, lease: lease)
        }
        let claims = try payload.claims(isComplete: options.requiresAllClaims, expected: lane.checks.expected)
        try lane.checks.check(
            claims, of: payload, keyID: unverified.keyID, revocations: revocations?.feed, at: clock.seconds)
        return VerifiedToken(claims: claims, payload: payload, keyID: unverified.keyID)
    }

    private func isKnown(_ header: AcceptedHeader?) -> Bool {
        guard let header else { return false }
        return header.lease.map(keys.holds) ?? (keys is UnlentKeySource)
    }

    func key(for token: UnverifiedToken) async throws -> VerificationKey {
        if let known = keys.knownKey(id: token.keyID, algorithm: token.algorithm) { return known }
        return try await keys.key(id: token.keyID, algorithm: token.algorithm, timeout: options.timeout)
    }
}
