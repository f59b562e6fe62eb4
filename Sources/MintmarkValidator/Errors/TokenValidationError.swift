/// Why a token is not accepted. Holds what was expected and found, never the token. Equality is by code.
public struct TokenValidationError: Error, Sendable, Equatable {
    /// The kinds of refusal. The raw values are stable.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The stable name.
        public let rawValue: String

        /// A code by its stable name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// There is no token.
        public static let missing = Code(rawValue: "missing")
        /// It is no JWT, or one in a form that is not accepted.
        public static let malformed = Code(rawValue: "malformed")
        /// Its algorithm is not supported or not allowed.
        public static let unsupportedAlgorithm = Code(rawValue: "unsupportedAlgorithm")
        /// It is not an access token.
        public static let wrongType = Code(rawValue: "wrongType")
        /// The issuer publishes no key for it.
        public static let unknownKey = Code(rawValue: "unknownKey")
        /// The signature is wrong.
        public static let invalidSignature = Code(rawValue: "invalidSignature")
        /// It comes from another issuer.
        public static let wrongIssuer = Code(rawValue: "wrongIssuer")
        /// It is for another resource server.
        public static let wrongAudience = Code(rawValue: "wrongAudience")
        /// Its time is over.
        public static let expired = Code(rawValue: "expired")
        /// Its time has not come.
        public static let notYetValid = Code(rawValue: "notYetValid")
        /// It was issued too long ago, or for too long.
        public static let tooOld = Code(rawValue: "tooOld")
        /// A claim that is asked for is missing or of the wrong type.
        public static let missingClaim = Code(rawValue: "missingClaim")
        /// It belongs to another organization.
        public static let wrongOrganization = Code(rawValue: "wrongOrganization")
        /// It is bound to a key, and the proof is missing.
        public static let proofRequired = Code(rawValue: "proofRequired")
        /// It does not grant the scopes that are asked for.
        public static let insufficientScope = Code(rawValue: "insufficientScope")
        /// It was sent where tokens are not accepted, as in a query string.
        public static let wrongPlace = Code(rawValue: "wrongPlace")
        /// The keys of the issuer cannot be fetched: nothing is known of the token.
        public static let keysUnavailable = Code(rawValue: "keysUnavailable")
        /// It was revoked before its time was over.
        public static let revoked = Code(rawValue: "revoked")
        /// It is not known whether it was revoked: the issuer has given no word for too long.
        public static let revocationUnknown = Code(rawValue: "revocationUnknown")
        /// There was not enough time to decide.
        public static let timedOut = Code(rawValue: "timedOut")
    }

    /// What kind of refusal it is.
    public let code: Code
    /// What was wrong and what to do, in words for a developer.
    public let reason: String
    /// What would have been accepted, where that can be said.
    public let expected: String?
    /// What was found instead; shortened, and never the token.
    public let found: String?
    /// Which check failed.
    public let check: TokenCheck?

    init(_ code: Code, _ check: TokenCheck?, _ reason: String, expected: String? = nil, found: String? = nil) {
        self.code = code
        self.check = check
        self.reason = reason
        self.expected = expected
        self.found = found.map { String($0.prefix(256)) }
    }

    /// Two errors are equal when their codes are.
    public static func == (left: TokenValidationError, right: TokenValidationError) -> Bool { left.code == right.code }
}

extension TokenValidationError: CustomStringConvertible {
    /// The code and the reason, with what was expected and found.
    public var description: String {
        var text = "\(code.rawValue): \(reason)"
        if let expected { text += " Expected \(expected)." }
        if let found { text += " Found \(found)." }
        return text
    }
}
