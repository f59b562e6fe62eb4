import CoreMetrics
import Crypto
import Foundation
import JOSE
import Logging
import OAuthCore
import SQLiteStore
import Signers
import Stores
import TokenService

/// A whole token path over a real store in a temporary directory, with a clock that the test moves.
struct Workbench: Sendable {
    let clock = ManualClock()
    let environment: EnvironmentSettings
    let hasher = SecretHasher(key: SymmetricKey(size: .bits256))
    let sealer = KeySealer(masterKey: MasterKey())
    let identifiers: IdentifierGenerator
    let clients: ClientDirectory
    let revocations = RevocationList()
    let admission: ClientAdmission
    let verifier: AccessTokenVerifier
    let store: any Store
    let ring: KeyRing
    let rotation: KeyRotation
    let uses: SecretUseRecorder
    let counter: TokenCounter
    let audit: AuditRecorder
    let endpoint: TokenEndpoint
    private let directory: URL

    init(
        algorithm: JWSAlgorithm = Workbench.algorithm, capacity: Int = 1000, throttle: GuessThrottle? = nil,
        strictScopes: Bool = false, recordsIssues: Bool = false,
        keysMaxAge: Int64 = 300, clientQuota: TokenQuota? = nil, organizationQuota: TokenQuota? = nil,
        signers: any JWSSignerSource = Workbench.signers()
    ) async throws {
        environment = EnvironmentSettings(
            issuer: "https://auth.example.com", strictScopes: strictScopes, keysMaxAge: keysMaxAge,
            clientQuota: clientQuota, organizationQuota: organizationQuota)
        directory = FileManager.default.temporaryDirectory.appending(path: "mintmark-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        identifiers = IdentifierGenerator(clock: clock)
        clients = ClientDirectory(environment: environment, capacity: capacity)
        store = try SQLiteStore(
            path: directory.appending(path: "store").path(), auditChain: AuditChain(key: SymmetricKey(size: .bits256)),
            observer: clients, revocationObserver: revocations)
        rotation = KeyRotation(
            store: store, sealer: sealer, schedule: environment.signingKeySchedule, identifiers: identifiers,
            clock: clock,
            logger: logger)
        let records = try await rotation.makeFirstKeys(algorithm, by: Actor(name: "test"))
        ring = try KeyRing(records: records, sealer: sealer, signers: signers, tokenType: environment.tokenType)
        uses = SecretUseRecorder(store: store, logger: logger)
        let factory = NOOPMetricsHandler.instance
        counter = TokenCounter(store: store, logger: logger)
        audit = AuditRecorder(store: store, clock: clock, logger: logger)
        let tokenAudit = TokenAudit(counter: counter, recorder: audit, recordsIssues: recordsIssues)
        let metrics = TokenMetrics(factory: factory)
        admission = ClientAdmission(
            clients: clients, store: store, hasher: hasher, throttle: throttle, uses: uses, audit: tokenAudit,
            clock: clock,
            logger: logger)
        endpoint = TokenEndpoint(
            admission: admission,
            issuer: TokenIssuer(
                issuer: environment.issuer, keyRing: ring, revocations: revocations, clock: clock),
            quotas: TokenQuotas(
                organizations: clients.organizationQuotas, audit: audit, metrics: metrics, logger: logger),
            audit: tokenAudit, strictScopes: strictScopes, clock: clock, metrics: metrics, logger: logger)
        verifier = AccessTokenVerifier(
            environment: environment, keyRing: ring, revocations: revocations, clients: clients, store: store,
            clock: clock)
    }

    /// The signer that the whole suite is to run with, if any: MINTMARK_SIGNER names it, as for the program.
    private static let signer = ProcessInfo.processInfo.environment["MINTMARK_SIGNER"].flatMap(SignerName.init)

    /// RSA keys take long to make, so they are used only where they matter.
    static let algorithm: JWSAlgorithm = signer == nil ? .es256 : .rs256

    static func signers() -> any JWSSignerSource {
        do {
            return try Signers(signer)
        } catch {
            return UnavailableSigners(problem: error)
        }
    }

    /// Fails the tests that need a signer which does not work here.
    private struct UnavailableSigners: JWSSignerSource {
        let problem: SignerUnavailable

        func signer(for key: PrivateKey) throws -> any JWSSigner { throw problem }
    }

    func remove() {
        try? FileManager.default.removeItem(at: directory)
    }

    /// Registers a client whose secret is `secret`.
    func register(
        secret: String = "right", scopes: [String] = ["read", "write"],
        audience: [String] = ["https://api.example.com"],
        claims: [CustomClaim] = [], lifetime: Int64 = 0, expireTime: Timestamp? = nil,
        in organization: OrganizationID? = nil, status: Client.Status = .active, limits: ClientLimits = ClientLimits()
    ) async throws -> Client {
        let now = clock.now()
        let owner: OrganizationID
        if let organization { owner = organization } else { owner = try await makeOrganization() }
        let client = Client(
            id: ClientID(kind: .organization, number: identifiers.next()), organizationID: owner, scopes: scopes,
            audience: audience, customClaims: claims, lifetime: lifetime,
            secrets: [
                ClientSecret(
                    id: SecretID(number: identifiers.next()), hash: hasher.hash(Secret(secret)), suffix: "ight",
                    createTime: now, updateTime: now, expireTime: expireTime, lastUsedTime: now)
            ], createTime: now, updateTime: now, status: status, limits: limits)
        try await store.insert(client, recording: event(.clientCreated))
        return client
    }

    func makeOrganization() async throws -> OrganizationID {
        let id = OrganizationID(number: identifiers.next())
        let organization = Organization(
            id: id, displayName: "Test", createTime: clock.now(), updateTime: clock.now())
        try await store.insert(organization, recording: event(.organizationCreated))
        return id
    }

    func event(_ action: AuditEvent.Action) -> AuditEvent {
        AuditEvent(time: clock.now(), action: action, actor: Actor(name: "test"), subject: "test")
    }

    /// Asks the endpoint as the HTTP route does, reading the client from the store where that is needed.
    func ask(
        _ form: String, authorization: [String] = [], contentType: String? = "application/x-www-form-urlencoded",
        query: String? = nil, address: String = "192.0.2.1"
    ) async throws -> Answer {
        let request = TokenHTTPRequest(
            contentType: contentType, authorization: authorization, query: query, body: Array(form.utf8),
            address: address,
            requestID: "req_1")
        var preparation = endpoint.prepare(request)
        if case .clientNotInMemory(let id) = preparation {
            let client = try await clients.load(id, from: store)
            preparation = endpoint.prepare(request, stored: client.map { .found($0) } ?? .absent)
        }
        switch preparation {
        case .token(let token): return try Answer(endpoint.sign(token))
        case .refusal(let response): return try Answer(response)
        case .clientNotInMemory, .notBefore: throw Unanswered()
        }
    }

    func ask(
        _ client: Client, secret: String = "right", more: String = "", from address: String = "192.0.2.1"
    ) async throws -> Answer {
        try await ask(
            "grant_type=client_credentials&client_id=\(client.id)&client_secret=\(secret)\(more)", address: address)
    }

    /// The actions of the audit log, oldest first.
    func audited(_ action: AuditEvent.Action) async throws -> [AuditEvent] {
        await audit.flush()
        return try await store.auditEvents(try PageRequest(size: 100)).items.filter { $0.action == action }
    }

    struct Unanswered: Error {}
}
