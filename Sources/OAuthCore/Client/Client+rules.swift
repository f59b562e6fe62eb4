extension Client {
    /// Takes over what the update names and checks the result.
    /// - Parameter maximumLifetime: the longest token lifetime that the environment allows, in seconds.
    /// - Throws: ``InvalidFields``; the client is then half changed and must be dropped.
    package mutating func apply(
        _ update: ClientUpdate, at time: Timestamp, maximumLifetime: Int64
    ) throws(InvalidFields) {
        update.name.apply(to: &name, cleared: "")
        update.description.apply(to: &description, cleared: "")
        update.scopes.apply(to: &scopes, cleared: [])
        update.audience.apply(to: &audience, cleared: [])
        update.customClaims.apply(to: &customClaims, cleared: [])
        update.lifetime.apply(to: &lifetime, cleared: 0)
        update.status.apply(to: &status, cleared: .active)
        update.quota.apply(to: &limits.quota)
        updateTime = time
        var checks = FieldChecks()
        checkFields(maximumLifetime: maximumLifetime, &checks)
        applyAllowedAddresses(update.allowedAddresses, &checks)
        try checks.finish()
    }

    /// Checks the fields that a caller may set.
    private func checkFields(maximumLifetime: Int64, _ checks: inout FieldChecks) {
        checks.requireText(name, "name", length: 0...128)
        checks.requireText(description, "description", length: 0...512)
        checkScopes(&checks)
        checkAudience(&checks)
        checkCustomClaims(&checks)
        checks.require(
            lifetime == 0 || (1...maximumLifetime).contains(lifetime), "expiry",
            "must be 1 to \(maximumLifetime) seconds, or 0 for the environment's default; it is \(lifetime)")
        let size = AccessTokenClaims.grantMembers(audience: audience, scopes: scopes, customClaims: customClaims).count
        checks.require(
            size <= Self.maximumGrantSize, "scopes",
            "and audience and custom_claims make a token of more than 8 KB, which servers refuse; register fewer or "
                + "shorter ones")
    }

    /// The most bytes that the claims of a client may take in a token, so that it fits into a request header.
    private static var maximumGrantSize: Int { 5 * 1024 }

    private func checkScopes(_ checks: inout FieldChecks) {
        checks.require(scopes.count <= 100, "scopes", "must have at most 100 entries; it has \(scopes.count)")
        for (index, scope) in scopes.prefix(100).enumerated() {
            checks.require(
                ScopeToken.isValid(scope), "scopes[\(index)]",
                "must have 1 to 128 printable ASCII characters without space, \" and \\ (RFC 6749 §3.3)")
        }
        checks.require(Set(scopes).count == scopes.count, "scopes", "must not name a scope twice")
    }

    private func checkAudience(_ checks: inout FieldChecks) {
        checks.require(audience.count <= 20, "audience", "must have at most 20 entries; it has \(audience.count)")
        for (index, value) in audience.prefix(20).enumerated() {
            checks.require(
                AudienceValue.isValid(value), "audience[\(index)]",
                "must have 1 to 256 printable ASCII characters without space, \" and \\, as in https://api.example.com")
        }
        checks.require(Set(audience).count == audience.count, "audience", "must not name an audience twice")
    }

    private func checkCustomClaims(_ checks: inout FieldChecks) {
        checks.require(
            customClaims.count <= 20, "custom_claims", "must have at most 20 entries; it has \(customClaims.count)")
        for (index, claim) in customClaims.prefix(20).enumerated() {
            checks.requireText(claim.key, "custom_claims[\(index)].key", length: 1...128)
            checks.requireText(claim.value, "custom_claims[\(index)].value", length: 0...512)
        }
        checks.require(
            Set(customClaims.map(\.key)).count == customClaims.count, "custom_claims", "must not name a key twice")
    }
}
