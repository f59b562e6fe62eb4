import Crypto
import JOSE
public import MintmarkValidator

/// An issuer inside the test: it makes keys, publishes them, and makes tokens, good ones and bad ones of every kind.
public struct TestIssuer: Sendable {
    /// `iss` of its tokens.
    public let issuer: String
    private let keyID: String
    private let key: PrivateKey
    private let nextKey: PrivateKey
    private let clock: any ValidationClock

    /// An issuer with an active and an announced key.
    /// - Parameters:
    ///   - algorithm: ES256 makes the fastest tests.
    ///   - clock: tells the time that tokens are issued at.
    /// - Throws: when no key can be made.
    public init(
        issuer: String = "https://auth.example.com", algorithm: TokenAlgorithm = .es256,
        clock: some ValidationClock = SystemValidationClock()
    ) throws {
        self.issuer = issuer
        self.clock = clock
        keyID = "snk_1"
        let entry = JWSAlgorithm(named: algorithm.rawValue) ?? .es256
        key = try PrivateKey(generatingFor: entry)
        nextKey = try PrivateKey(generatingFor: entry)
    }

    /// The JWK Set that it publishes, in UTF-8.
    public var keySet: [UInt8] {
        get throws {
            let keys = [
                JSONWebKey(keyID: keyID, key: try key.publicKey),
                JSONWebKey(keyID: keyID + "0", key: try nextKey.publicKey),
            ]
            return JSONText.bytes(JSONWebKeySet(keys: keys).json)
        }
    }

    /// A validator that knows its keys.
    /// - Parameter revocation: whether it follows the feed at the issuer's address, as a ``TestRevocationServer`` serves.
    public func validator(
        audience: String = "https://api.example.com", options: ValidationOptions = .init(),
        revocation: RevocationFollowing = .none,
        transport: some RevocationTransport = URLSessionRevocationTransport()
    ) throws -> TokenValidator {
        TokenValidator(
            issuers: [issuer], audiences: [audience], options: options, keys: try StaticKeySource(keySet: keySet),
            clock: Injected(clock: clock), revocation: revocation, transport: transport)
    }

    /// A token that is right unless the claims make it wrong.
    public func token(_ claims: TestClaims = .init()) throws -> String {
        try signed(header: header(), payload: payload(claims))
    }

    /// A token signed by the announced key, as after a rotation.
    public func tokenOfNextKey(_ claims: TestClaims = .init()) throws -> String {
        try signed(header: header(keyID: keyID + "0"), payload: payload(claims), by: nextKey)
    }

    /// A token with a fault.
    public func token(with fault: TokenFault) throws -> String {
        switch fault {
        case .expired: try token(.init(issuedAfter: -3660))
        case .notYetValid: try token(.init(issuedAfter: 600))
        case .wrongAudience: try token(.init(audience: ["https://other.example.com"]))
        case .wrongIssuer: try changed { $0.set("iss", "https://other.example.com") }
        case .tampered: try tampered()
        case .strangersKey:
            try signed(
                header: header(), payload: payload(.init()), by: PrivateKey(generatingFor: key.algorithm))
        case .unknownKeyID: try signed(header: header(keyID: "snk_9"), payload: payload(.init()))
        case .algorithmNone: try unsigned()
        case .publicKeyAsSecret: try signedWithPublicKey()
        case .wrongType: try signed(header: header(type: "id+jwt"), payload: payload(.init()))
        case .criticalHeader:
            try signed(header: header().setting("crit", ["x"]).setting("x", true), payload: payload(.init()))
        case .duplicateClaim: try duplicated()
        case .withoutExpiry: try changed { $0.remove("exp") }
        case .withoutClientID: try changed { $0.remove("client_id") }
        case .contradictingScopes: try changed { $0.set("scope", "admin") }
        case .boundToKey: try changed { $0.set("cnf", ["jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"]) }
        case .withoutSignature:
            String(try token().prefix { $0 != "." }) + "." + (try token().split(separator: ".")[1]) + "."
        case .nonsense: "nonsense"
        }
    }
}

extension TestIssuer {
    /// A document of its revocation feed.
    func revocations(
        _ rules: [TestRevocationRule], revision: Int64, since: Int64?, behaviour: RevocationServerBehaviour
    ) throws -> String {
        var payload: JSONValue = [
            "iss": .string(behaviour == .wrongIssuer ? issuer + "x" : issuer),
            "iat": .integer(clock.seconds - (behaviour == .outdated ? 3600 : 0)),
            "revision": .integer(behaviour == .outdated ? max(0, revision - 1) : revision),
            "rules": .array(rules.map(\.json)),
        ]
        if let since { payload.set("since", .integer(since)) }
        let type = behaviour == .wrongType ? "at+jwt" : "revocations+jwt"
        let signer = behaviour == .forged ? try PrivateKey(generatingFor: key.algorithm) : key
        return try signed(header: header(type: type), payload: payload, by: signer)
    }

    private struct Injected: ValidationClock {
        let clock: any ValidationClock
        var seconds: Int64 { clock.seconds }
    }

    private func header(keyID: String? = nil, type: String = "at+jwt") -> JSONValue {
        [
            "alg": .string(key.algorithm.name), "kid": .string(keyID ?? self.keyID), "typ": .string(type),
        ]
    }

    private func payload(_ claims: TestClaims) -> JSONValue {
        let start = clock.seconds + claims.issuedAfter
        var json: JSONValue = [
            "iss": .string(issuer), "sub": .string(claims.clientID), "client_id": .string(claims.clientID),
            "aud": .array(claims.audience.map(JSONValue.string)),
            "scope": .string(claims.scopes.joined(separator: " ")),
            "scopes": .array(claims.scopes.map(JSONValue.string)), "iat": .integer(start), "nbf": .integer(start),
            "exp": .integer(start + claims.lifetime), "jti": .string("tkn_\(UInt64.random(in: 0...UInt64.max))"),
        ]
        if let organization = claims.organizationID { json.set("oid", .string(organization)) }
        if let secret = claims.secretID { json.set("secret_id", .string(secret)) }
        if !claims.customClaims.isEmpty {
            let pairs = claims.customClaims.sorted { $0.key < $1.key }
            json.set("custom_claims", .object(pairs.map { .init($0.key, .string($0.value)) }))
        }
        return json
    }

    private func changed(_ change: (inout JSONValue) -> Void) throws -> String {
        var json = payload(.init())
        change(&json)
        return try signed(header: header(), payload: json)
    }

    private func encoded(_ header: JSONValue, _ payload: [UInt8]) -> String {
        Base64URL.encode(JSONText.bytes(header)) + "." + Base64URL.encode(payload)
    }

    private func signed(header: JSONValue, payload: JSONValue, by signer: PrivateKey? = nil) throws -> String {
        try signed(header: header, bytes: JSONText.bytes(payload), by: signer)
    }

    private func signed(header: JSONValue, bytes: [UInt8], by signer: PrivateKey? = nil) throws -> String {
        let input = encoded(header, bytes)
        let signature = try (signer ?? key).signatures(for: [Array(input.utf8)])
        return input + "." + Base64URL.encode(signature[0])
    }

    private func tampered() throws -> String {
        let parts = try token().split(separator: ".")
        return encoded(header(), JSONText.bytes(payload(.init(clientID: "m2morg_2")))) + "." + parts[2]
    }

    private func unsigned() throws -> String {
        encoded(header().setting("alg", "none"), JSONText.bytes(payload(.init()))) + "."
    }

    private func signedWithPublicKey() throws -> String {
        let input = encoded(header().setting("alg", "HS256"), JSONText.bytes(payload(.init())))
        let secret = SymmetricKey(data: Array(try key.publicKey.pemRepresentation.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Array(input.utf8), using: secret)
        return input + "." + Base64URL.encode(Array(code))
    }

    private func duplicated() throws -> String {
        let text = String(decoding: JSONText.bytes(payload(.init())), as: UTF8.self)
        return try signed(header: header(), bytes: Array(("{\"aud\":\"x\"," + text.dropFirst()).utf8))
    }
}
