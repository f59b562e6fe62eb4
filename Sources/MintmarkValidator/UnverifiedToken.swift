import JOSE

/// A token whose signature nobody has checked. It gives nothing away but what is needed to find its key.
struct UnverifiedToken: Sendable {
    private let jws: CompactJWS
    let algorithm: TokenAlgorithm
    /// The `kid`; empty when the header has none.
    let keyID: String

    /// What is known of the header, if it is one that was accepted before.
    let acceptedHeader: AcceptedHeader?

    /// The header, to be known again.
    var knownHeader: KnownHeader { jws.knownHeader }

    private init(_ jws: CompactJWS, _ algorithm: TokenAlgorithm, keyID: String, accepted: AcceptedHeader? = nil) {
        self.jws = jws
        self.algorithm = algorithm
        self.keyID = keyID
        acceptedHeader = accepted
    }

    /// - Throws: ``TokenValidationError`` for a form, algorithm or type that is not accepted.
    init(_ token: String, options: ValidationOptions) throws(TokenValidationError) {
        try self.init(try Self.read(token), options: options)
    }

    /// A token that probably has a header that was accepted before.
    /// - Parameter options: those that the header was accepted by.
    /// - Throws: as ``init(_:options:)``.
    init(_ token: String, options: ValidationOptions, accepted: AcceptedHeader?) throws(TokenValidationError) {
        let jws = try Self.read(token, known: accepted?.known)
        if let accepted, jws.hasKnownHeader {
            self.init(jws, accepted.algorithm, keyID: accepted.keyID, accepted: accepted)
        } else {
            try self.init(jws, options: options)
        }
    }

    private static func read(_ token: String, known: KnownHeader? = nil) throws(TokenValidationError) -> CompactJWS {
        guard !token.isEmpty else {
            throw TokenValidationError(.missing, .form, "There is no token; send one as Authorization: Bearer.")
        }
        do {
            return try CompactJWS(Array(token.utf8), known: known)
        } catch {
            throw refusal(error)
        }
    }

    private init(_ jws: CompactJWS, options: ValidationOptions) throws(TokenValidationError) {
        guard let algorithm = TokenAlgorithm(rawValue: jws.header.algorithm.name),
            options.allowedAlgorithms.contains(algorithm)
        else {
            throw TokenValidationError(
                .unsupportedAlgorithm, .algorithm, "The token's algorithm is not allowed here.",
                expected: options.allowedAlgorithms.map(\.rawValue).sorted().joined(separator: ", "),
                found: jws.header.algorithm.name)
        }
        if !options.skippedChecks.contains(.type) { try Self.checkType(jws.header.type, options.tokenType) }
        self.init(jws, algorithm, keyID: jws.header.keyID ?? "")
    }

    /// RFC 9068 §4; media types are compared without regard to case (RFC 2045 §5.1).
    private static func checkType(
        _ type: String?, _ expected: ValidationOptions.TokenType
    ) throws(TokenValidationError) {
        let isAccessToken = type == "at+jwt" || ["at+jwt", "application/at+jwt"].contains(type?.lowercased())
        guard !isAccessToken else { return }
        guard case .any = expected, type == nil || type?.lowercased() == "jwt" else {
            throw TokenValidationError(
                .wrongType, .type, "The token is not an access token.", expected: "typ at+jwt", found: type ?? "no typ")
        }
    }

    private static func refusal(_ error: JWSError) -> TokenValidationError {
        switch error {
        case .tooLong(let size):
            TokenValidationError(
                .malformed, .form, "The token is too long.", expected: "at most \(CompactJWS.maximumSize) bytes",
                found: "\(size)")
        case .notCompact:
            TokenValidationError(
                .malformed, .form, "The token is not a JWT in compact form: three parts with two dots.")
        case .notBase64URL:
            TokenValidationError(.malformed, .form, "A part of the token is not canonical base64url.")
        case .malformedHeader(let reason):
            TokenValidationError(.malformed, .form, "The header of the token cannot be read: \(reason).")
        case .unsupportedAlgorithm(let name):
            TokenValidationError(
                .unsupportedAlgorithm, .algorithm, "The token's algorithm is not supported.",
                expected: TokenAlgorithm.allCases.map(\.rawValue).joined(separator: ", "), found: name)
        case .criticalExtension:
            TokenValidationError(
                .malformed, .algorithm, "The token has critical header parameters (crit), which are not understood.")
        }
    }

    /// The payload's bytes, whatever they are, once the signature has been found right.
    /// - Throws: ``TokenValidationError`` `invalidSignature`.
    func payload(signedBy key: VerificationKey) throws(TokenValidationError) -> VerifiedPayload {
        guard jws.isSigned(by: key.key) else { throw .invalidSignature }
        return VerifiedPayload(bytes: jws.payload)
    }
}

extension TokenValidationError {
    static var invalidSignature: TokenValidationError {
        TokenValidationError(
            .invalidSignature, .signature, "The signature of the token is wrong; send the token unchanged.")
    }
}
