import JOSE

/// What a revocation feed serves: a compact JWS by one of the issuer's keys with `typ` `revocations+jwt` and the payload
/// `{"iss","iat","revision","rules"}`; in a stream also with `since`, when it holds only the rules that are new.
struct RevocationDocument: Sendable {
    /// The `typ` of the header.
    static let type = "revocations+jwt"
    /// The largest document that is read, in bytes.
    static let maximumSize = 32 * 1024 * 1024

    /// `iat`, in seconds since 1970.
    let issuedAt: Int64
    /// The number of the state that the document leads to; it only grows.
    let revision: Int64
    /// The revision that the rules add to; `nil` when they are the whole set.
    let since: Int64?
    let rules: [RevocationRule]
    /// How many rules have a subject that is not known here.
    let ignoredCount: Int

    init(issuedAt: Int64, revision: Int64, since: Int64? = nil, rules: [RevocationRule], ignoredCount: Int = 0) {
        self.issuedAt = issuedAt
        self.revision = revision
        self.since = since
        self.rules = rules
        self.ignoredCount = ignoredCount
    }

    /// Reads a document and checks its signature, `typ` and `iss`.
    /// - Parameter keys: the issuer's; they are fetched if that can help.
    /// - Throws: ``RevocationFault``; `CancellationError`; ``TokenValidationError`` when there are no keys.
    static func verified(
        _ bytes: [UInt8], issuer: String, keys: any KeySource, timeout: Duration
    ) async throws -> RevocationDocument {
        let jws: CompactJWS
        do throws(JWSError) {
            jws = try CompactJWS(bytes, maximumSize: maximumSize)
        } catch {
            throw RevocationFault.malformed("\(error)")
        }
        guard jws.header.type == type else { throw RevocationFault.malformed("its typ is not \(type)") }
        guard let algorithm = TokenAlgorithm(rawValue: jws.header.algorithm.name) else {
            throw RevocationFault.wrongSignature
        }
        let key = try await keys.key(of: jws.header.keyID ?? "", algorithm: algorithm, timeout: timeout)
        guard jws.isSigned(by: key.key) else { throw RevocationFault.wrongSignature }
        return try RevocationDocument(payload: jws.payload, issuer: issuer)
    }

    /// - Throws: ``RevocationFault``.
    init(payload: [UInt8], issuer: String) throws(RevocationFault) {
        let json: JSONValue
        do {
            json = try JSONParser.parse(payload)
        } catch {
            throw .malformed("\(error)")
        }
        guard json["iss"]?.string == issuer else { throw .malformed("its iss is not \(issuer)") }
        guard let issuedAt = json["iat"]?.integer, let revision = json["revision"]?.integer, revision >= 0,
            let list = json["rules"]?.array
        else { throw .malformed("iat, revision or rules is missing or of the wrong type") }
        guard json["since"] == nil || json["since"]?.integer != nil else {
            throw .malformed("since is not a whole number")
        }
        guard list.count <= RevocationSet.maximumRules else { throw .tooLarge }
        var rules: [RevocationRule] = []
        rules.reserveCapacity(list.count)
        for element in list {
            if let rule = try RevocationRule.parse(element) { rules.append(rule) }
        }
        self.init(
            issuedAt: issuedAt, revision: revision, since: json["since"]?.integer, rules: rules,
            ignoredCount: list.count - rules.count)
    }
}

extension KeySource {
    /// A key, fetched if it is not at hand.
    fileprivate func key(
        of id: String, algorithm: TokenAlgorithm, timeout: Duration
    ) async throws -> VerificationKey {
        if let known = knownKey(id: id, algorithm: algorithm) { return known }
        return try await key(id: id, algorithm: algorithm, timeout: timeout)
    }
}
