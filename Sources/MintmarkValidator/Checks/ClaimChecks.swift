import JOSE

/// The checks of the claims, after the signature has been found right.
final class ClaimChecks: Sendable {
    let issuers: [String]
    let audiences: [String]
    let options: ValidationOptions
    /// ``issuers`` and ``audiences``, to be known in a payload.
    let expected: ExpectedTexts

    init(issuers: [String], audiences: [String], options: ValidationOptions) {
        self.issuers = issuers
        self.audiences = audiences
        self.options = options
        expected = ExpectedTexts(issuers: issuers, audiences: audiences)
    }

    /// - Parameters:
    ///   - payload: what the claims were read from; looked at when claims are required by name.
    ///   - revocations: followed for the issuer, if any.
    /// - Throws: ``TokenValidationError`` of the first check that fails.
    func check(
        _ claims: StandardClaims, of payload: @autoclosure () -> VerifiedPayload, keyID: String,
        revocations: RevocationFeed?,
        at now: Int64
    ) throws(TokenValidationError) {
        try checkIssuer(claims)
        try checkAudience(claims)
        try checkTimes(claims, now)
        try checkRequired(claims, payload)
        try revocations?.check(claims, keyID: keyID, at: now)
        try options.requiredScopes?.check(claims.scopes)
    }

    private func checkIssuer(_ claims: StandardClaims) throws(TokenValidationError) {
        guard !options.skippedChecks.contains(.issuer), !issuers.contains(claims.issuer) else { return }
        throw TokenValidationError(
            .wrongIssuer, .issuer, "The token comes from another issuer.", expected: issuers.joined(separator: " or "),
            found: claims.issuer)
    }

    private func checkAudience(_ claims: StandardClaims) throws(TokenValidationError) {
        guard !options.skippedChecks.contains(.audience), !audiences.contains(where: claims.audience.contains) else {
            return
        }
        throw TokenValidationError(
            .wrongAudience, .audience, "The token is for another API; ask for one with this API's audience.",
            expected: audiences.joined(separator: " or "), found: claims.audience.joined(separator: ", "))
    }

    private func checkTimes(_ claims: StandardClaims, _ now: Int64) throws(TokenValidationError) {
        guard options.skippedChecks.contains(.expiry) || now < claims.expiry + options.leeway else {
            throw TokenValidationError(
                .expired, .expiry, "The token has expired; get a new one.", expected: "a time after \(now)",
                found: "\(claims.expiry)")
        }
        let latestStart = max(claims.notBefore ?? claims.issuedAt, claims.issuedAt)
        guard latestStart <= now + options.leeway else {
            throw TokenValidationError(
                .notYetValid, .notBefore, "The token is not valid yet; check the clocks of both machines.",
                expected: "a time up to \(now)", found: "\(latestStart)")
        }
        if let maximumAge = options.maximumAge, now - claims.issuedAt > maximumAge + options.leeway {
            throw TokenValidationError(
                .tooOld, .age, "The token was issued too long ago; get a new one.",
                expected: "at most \(maximumAge) seconds", found: "\(now - claims.issuedAt)")
        }
        if let maximum = options.maximumLifetime, claims.expiry - claims.issuedAt > maximum {
            throw TokenValidationError(
                .tooOld, .age, "The token was issued for too long.", expected: "at most \(maximum) seconds",
                found: "\(claims.expiry - claims.issuedAt)")
        }
    }

    private func checkRequired(
        _ claims: StandardClaims, _ payload: () -> VerifiedPayload
    ) throws(TokenValidationError) {
        if !options.requiredClaims.isEmpty {
            let json = try payload().json()
            for name in options.requiredClaims where json[name] == nil || json[name] == .null {
                throw TokenValidationError(
                    .missingClaim, .requiredClaims, "The claim \(name) is missing.", expected: name)
            }
        }
        if let organization = options.requiredOrganization, claims.organizationID != organization {
            throw TokenValidationError(
                .wrongOrganization, .organization, "The token belongs to another organization.", expected: organization,
                found: claims.organizationID ?? "none")
        }
        guard !claims.isBoundToKey else {
            throw TokenValidationError(
                .proofRequired, .proof,
                "The token is bound to a key (cnf) and must not be used as a Bearer token; send a proof of the key.")
        }
    }
}
