package import CoreMetrics
import Crypto
package import JOSE
import Logging
package import OAuthCore
package import Signers
import Stores
package import TokenService

/// The token path with one client among many, without a server around it.
package struct TokenPathFixture: Sendable {
    package let endpoint: TokenEndpoint
    package let clients: ClientDirectory
    package let hasher: SecretHasher
    package let client: ClientID
    package let request: TokenHTTPRequest
    package let signer: any JWSSigner

    /// - Parameters:
    ///   - signer: makes the signatures; `nil` for ``InstantSigner``, so that all else is seen.
    package init(_ algorithm: JWSAlgorithm = .rs256, signer: SignerName?, clients count: Int64 = 1000) throws {
        let environment = EnvironmentSettings(issuer: "https://auth.example.com")
        let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        let clock = SystemClock()
        let store = EmptyStore()
        hasher = SecretHasher(key: SymmetricKey(size: .bits256))
        clients = ClientDirectory(environment: environment, capacity: Int(count))
        let secret = Secret("acme_live_0123456789abcdefghijklmnopqrstuv000000")
        for number in 1...count {
            clients.clientsChanged(.saved(Self.client(number, hash: hasher.hash(secret), at: clock.now())))
        }
        client = ClientID(kind: .organization, number: Self.number(count / 2 + 1))
        request = TokenHTTPRequest(
            contentType: "application/x-www-form-urlencoded", authorization: [], query: nil,
            body: Array(
                "grant_type=client_credentials&client_id=\(client)&client_secret=\(secret.reveal())".utf8),
            address: "192.0.2.1", requestID: "req_0123456789abcdef")
        let sealer = KeySealer(masterKey: MasterKey())
        let key = try PrivateKey(generatingFor: algorithm)
        let id = SigningKeyID(number: Self.number(1))
        let record = SigningKeyRecord(
            id: id, algorithm: algorithm, state: .active, sealedPrivateKey: try sealer.seal(key, as: id),
            publishTime: clock.now(), longestTokenLifetime: 3600)
        let signers: any JWSSignerSource = if let signer { try Signers(signer) } else { InstantSigners() }
        self.signer = try signers.signer(for: key)
        let ring = try KeyRing(records: [record], sealer: sealer, signers: signers, tokenType: .accessToken)
        let metrics = TokenMetrics(factory: NOOPMetricsHandler.instance)
        let recorder = AuditRecorder(store: store, clock: clock, logger: logger)
        let audit = TokenAudit(
            counter: TokenCounter(store: store, logger: logger), recorder: recorder, recordsIssues: false)
        endpoint = TokenEndpoint(
            admission: ClientAdmission(
                clients: clients, store: store, hasher: hasher, throttle: GuessThrottle(burst: 10),
                uses: SecretUseRecorder(store: store, logger: logger), audit: audit, clock: clock, logger: logger),
            issuer: TokenIssuer(
                issuer: environment.issuer, keyRing: ring, revocations: RevocationList(), clock: clock),
            quotas: TokenQuotas(
                organizations: clients.organizationQuotas, audit: recorder, metrics: metrics, logger: logger),
            audit: audit, strictScopes: false, clock: clock, metrics: metrics, logger: logger)
    }

    /// The request with everything done but the signature.
    package func prepare() -> UnsignedToken? {
        guard case .token(let token) = endpoint.prepare(request) else { return nil }
        return token
    }

    private static func number(_ index: Int64) -> Int64 { 98_000_000_000_000_000 + index * 1024 }

    private static func client(_ index: Int64, hash: SecretHash, at now: Timestamp) -> Client {
        Client(
            id: ClientID(kind: .organization, number: number(index)),
            organizationID: OrganizationID(number: number(1)), scopes: ["openid", "read:data", "write:data"],
            audience: ["https://api.example.com"], customClaims: [], lifetime: 0,
            secrets: [
                ClientSecret(
                    id: SecretID(number: number(index)), hash: hash, suffix: "0000", createTime: now, updateTime: now,
                    expireTime: nil, lastUsedTime: now)
            ], createTime: now, updateTime: now, status: .active, limits: ClientLimits())
    }
}

/// Signs with zeros, at once.
private struct InstantSigner: JWSSigner {
    let algorithm: JWSAlgorithm
    var name: String { "none" }
    var checksItsSignatures: Bool { true }

    func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
        messages.map { _ in [UInt8](repeating: 0, count: algorithm.signatureSize) }
    }
}

private struct InstantSigners: JWSSignerSource {
    func signer(for key: PrivateKey) throws -> any JWSSigner { InstantSigner(algorithm: key.algorithm) }
}
