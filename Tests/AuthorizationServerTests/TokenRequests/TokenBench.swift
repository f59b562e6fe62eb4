import CoreMetrics
import Crypto
import Foundation
import JOSE
import Logging
import OAuthCore
import SQLiteStore
import Stores
import Synchronization
import TokenService

@testable import AuthorizationServer

/// A token endpoint over a real store in a temporary directory, with what surrounds requests, and clients whose secret is
/// `right`.
struct TokenBench: Sendable {
    let clients: [ClientID]
    let log = RequestLog()
    /// What was signed in one call, call by call.
    let batches = SignedBatches()
    let service: TokenRequestService
    let store: SQLiteStore
    let clock = StandingClock()
    private let directory: URL

    init(batchSize: Int, capacity: Int = 100, proxies: [String] = []) async throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "mintmark-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let identifiers = IdentifierGenerator(clock: clock)
        let environment = EnvironmentSettings(issuer: "https://auth.example.com")
        let memory = ClientDirectory(environment: environment, capacity: capacity)
        let revocations = RevocationList()
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        store = try SQLiteStore(
            path: directory.appending(path: "store").path(), auditChain: AuditChain(key: SymmetricKey(size: .bits256)),
            observer: memory, revocationObserver: revocations)
        let sealer = KeySealer(masterKey: MasterKey())
        let keys = try await KeyRotation(
            store: store, sealer: sealer, schedule: environment.signingKeySchedule, identifiers: identifiers,
            clock: clock, logger: quiet
        ).makeFirstKeys(.es256, by: Actor(name: "test"))
        let recorder = AuditRecorder(store: store, clock: clock, logger: quiet)
        let audit = TokenAudit(
            counter: TokenCounter(store: store, logger: quiet), recorder: recorder, recordsIssues: false)
        let hasher = SecretHasher(key: SymmetricKey(size: .bits256))
        let metrics = TokenMetrics(factory: NOOPMetricsHandler.instance)
        let endpoint = TokenEndpoint(
            admission: ClientAdmission(
                clients: memory, store: store, hasher: hasher, throttle: nil,
                uses: SecretUseRecorder(store: store, logger: quiet), audit: audit, clock: clock, logger: quiet),
            issuer: TokenIssuer(
                issuer: environment.issuer,
                keyRing: try KeyRing(
                    records: keys, sealer: sealer, signers: BatchSigners(batchSize: batchSize, batches: batches),
                    tokenType: environment.tokenType),
                revocations: revocations, clock: clock),
            quotas: TokenQuotas(
                organizations: memory.organizationQuotas, audit: recorder, metrics: metrics, logger: quiet),
            audit: audit, strictScopes: false, clock: clock, metrics: metrics, logger: quiet)
        clients = try await Self.register(4, in: store, hasher, identifiers, at: clock.now())
        service = TokenRequestService(
            endpoint: endpoint, clients: memory, store: store,
            envelope: RequestEnvelope(
                proxies: TrustedProxies(proxies.compactMap { AddressRange($0) }), refusesPlainHTTP: false,
                addressLimit: nil, grpcMethods: [], clock: clock,
                metrics: RequestMetrics(factory: NOOPMetricsHandler.instance), tracing: nil, logger: log.logger))
    }

    var endpoint: TokenEndpoint { service.endpoint }

    /// Takes the request of a client that is in memory as far as the signature.
    func unsignedToken() throws -> UnsignedToken {
        let form = "grant_type=client_credentials&client_id=\(clients[0])&client_secret=right"
        let request = TokenHTTPRequest(
            contentType: "application/x-www-form-urlencoded", authorization: [], query: nil, body: Array(form.utf8),
            address: "192.0.2.1", requestID: "req_1")
        guard case .token(let token) = endpoint.prepare(request) else { throw Unanswered() }
        return token
    }

    private struct Unanswered: Error {}

    /// What answers token requests, new for each connection.
    func responders() -> TokenResponders { TokenResponders(service) }

    func remove() {
        try? FileManager.default.removeItem(at: directory)
    }

    private static func register(
        _ count: Int, in store: SQLiteStore, _ hasher: SecretHasher, _ identifiers: IdentifierGenerator,
        at now: Timestamp
    ) async throws -> [ClientID] {
        func event(_ action: AuditEvent.Action) -> AuditEvent {
            AuditEvent(time: now, action: action, actor: Actor(name: "test"), subject: "test")
        }
        let organization = Organization(
            id: OrganizationID(number: identifiers.next()), displayName: "Test", createTime: now, updateTime: now)
        try await store.insert(organization, recording: event(.organizationCreated))
        var ids: [ClientID] = []
        for _ in 0..<count {
            let secret = ClientSecret(
                id: SecretID(number: identifiers.next()), hash: hasher.hash(Secret("right")), suffix: "ight",
                createTime: now, updateTime: now, expireTime: nil, lastUsedTime: now)
            let client = Client(
                id: ClientID(kind: .organization, number: identifiers.next()), organizationID: organization.id,
                scopes: ["read"], audience: ["https://api.example.com"], customClaims: [], lifetime: 0,
                secrets: [secret], createTime: now, updateTime: now, status: .active, limits: ClientLimits())
            try await store.insert(client, recording: event(.clientCreated))
            ids.append(client.id)
        }
        return ids
    }
}

/// It is always the same second, so that answers can be compared, until a test says otherwise.
final class StandingClock: WallClock {
    private let second = Mutex<Int64>(1_800_000_000)

    func now() -> Timestamp { Timestamp(seconds: second.withLock { $0 }) }
    func advance() { second.withLock { $0 += 1 } }
}

/// Signers that want messages together, as a library that signs eight at once does.
private struct BatchSigners: JWSSignerSource {
    let batchSize: Int
    let batches: SignedBatches

    func signer(for key: PrivateKey) throws -> any JWSSigner {
        Signer(key: key, batchSize: batchSize, batches: batches)
    }

    private struct Signer: JWSSigner {
        let key: PrivateKey
        let batchSize: Int
        let batches: SignedBatches
        var algorithm: JWSAlgorithm { key.algorithm }
        var name: String { "batch" }

        func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
            batches.note(messages.count)
            return try key.signatures(for: messages)
        }
    }
}
