import AuthorizationServer
import CoreMetrics
import JOSE
import Logging
import Management
import ManagementClient
import OAuthCore
import Observability
import PostgreSQLStore
import ServiceLifecycle
import Signers
import Stores
import TokenService
import Traces
import Webhooks

/// The composition root: makes every part of the server and hands each what it needs.
struct ServerAssembly: Sendable {
    let installation: Installation
    let logger: Logger
    private let clock: any WallClock
    private let identifiers: IdentifierGenerator
    private let hasher: SecretHasher
    private let sealer: KeySealer
    private let registry = PrometheusRegistry(
        configuration: .init(metrics: [
            "mintmark_signature_batch_size": .init(
                help: "Tokens that were signed in one call.", buckets: (1...8).map(Double.init))
        ]))
    private let store: any Store
    private let longestLifetime: LongestTokenLifetime
    private let uses: SecretUseRecorder
    private let auditRecorder: AuditRecorder
    private let tokenCounter: TokenCounter
    private let webhooks: WebhookAssembly
    /// `nil` for a store of one node.
    private let limitSharing: LimitSharing?
    /// `nil` when nothing is sent to a collector.
    private let telemetry: TelemetryAssembly?

    init(installation: Installation, logger: Logger) {
        self.installation = installation
        self.logger = logger
        clock = installation.clock
        identifiers = IdentifierGenerator(clock: clock)
        hasher = SecretHasher(key: installation.masterKey.secretHashKey)
        sealer = KeySealer(masterKey: installation.masterKey)
        let signal = WebhookSignal()
        telemetry = installation.configuration.telemetry.map { [registry, clock] settings in
            TelemetryAssembly(settings, registry: registry, clock: clock, logger: logger)
        }
        store = MeasuredStore(
            installation.store, factory: registry,
            system: installation.configuration.store == nil ? "sqlite" : "postgresql", afterWrite: signal.wake)
        longestLifetime = LongestTokenLifetime(installation.configuration.environment.maximumTokenLifetime)
        limitSharing = installation.following.map { _ in LimitSharing() }
        uses = SecretUseRecorder(store: store, logger: logger)
        auditRecorder = AuditRecorder(store: store, clock: clock, logger: logger)
        tokenCounter = TokenCounter(store: store, logger: logger)
        webhooks = WebhookAssembly(
            store: store, masterKey: installation.masterKey, settings: installation.configuration.webhooks,
            signal: signal, identifiers: identifiers, clock: clock, tracer: telemetry?.tracer, factory: registry,
            logger: logger)
    }

    private var configuration: ServerConfiguration { installation.configuration }
    private var environment: EnvironmentSettings { configuration.environment }

    var organizationService: OrganizationService {
        OrganizationService(
            store: store, identifiers: identifiers, longestTokenLifetime: longestTokenLifetime, clock: clock)
    }

    var clientService: ClientService {
        ClientService(
            store: store, environment: environment, hasher: hasher, identifiers: identifiers,
            longestTokenLifetime: longestTokenLifetime, clock: clock, uses: uses)
    }

    private var longestTokenLifetime: @Sendable () -> Int64 {
        { [longestLifetime] in longestLifetime.value }
    }

    private var clientInspectionService: ClientInspectionService {
        ClientInspectionService(clients: clientService, counts: store)
    }

    private var rotation: KeyRotation {
        KeyRotation(
            store: store, sealer: sealer, schedule: environment.signingKeySchedule,
            algorithm: configuration.keysAlgorithm, identifiers: identifiers, clock: clock, logger: logger)
    }

    /// Makes the first two signing keys unless there are any, and puts the stored ones in force.
    /// - Throws: also ``CommandFailure`` when the signer that was asked for does not work here.
    func keyRing() async throws -> KeyRing {
        let faults = Counter(label: "mintmark_signature_faults", dimensions: [], factory: registry)
        do {
            let signers = try Signers(configuration.signer, library: configuration.signerLibrary) { [logger] in
                faults.increment()
                logger.error("a signature was wrong; it was thrown away and made anew, singly")
            }
            let ring = try await keyRing(signers)
            log(ring.snapshot.active, signers)
            return ring
        } catch let problem as SignerUnavailable {
            throw CommandFailure(
                problem.description,
                advice: "leave \(ConfigurationKey.signer.flag) out, or name another one", status: .usage)
        }
    }

    private func keyRing(_ signers: Signers) async throws -> KeyRing {
        let records = try await rotation.makeFirstKeys(configuration.keysAlgorithm, by: Actor(name: "mintmark"))
        longestLifetime.note(records)
        return try KeyRing(records: records, sealer: sealer, signers: signers, tokenType: environment.tokenType)
    }

    private func log(_ active: SigningKey, _ signers: Signers) {
        let isWished = configuration.signerLibrary != nil
        if isWished, let problem = signers.batchingProblem {
            logger.warning("signatures are made one after the other", metadata: ["reason": "\(problem)"])
        }
        logger.info(
            "signing", metadata: ["algorithm": "\(active.signer.algorithm.name)", "signer": "\(active.signer.name)"])
    }

    /// The whole server.
    /// - Parameter ready: called with the port once it listens.
    func service(ready: @escaping @Sendable (Int) async -> Void) async throws -> any Service {
        let ring = try await keyRing()
        try await installation.revocations.fill(from: store)
        // Before the first token, so that no quota is overlooked.
        try await installation.clients.organizationQuotas.load(from: store)
        let server = AuthorizationServer(
            components: components(ring, try secretScanning()), settings: configuration.server)
        addFigures(ring)
        let follower = follower(ring)
        let leads: @Sendable () -> Bool = { follower?.isLeader ?? true }
        let exchange = try await limitExchange(leads)
        // The server ends before all of these, and each before those that stand before it.
        return try server.service(
            beside: (telemetry?.services() ?? []) + [
                uses, auditRecorder, tokenCounter,
                AuditRetention(
                    store: store, age: configuration.auditRetention > 0 ? configuration.auditRetention : nil,
                    clock: clock, leads: leads, logger: logger),
                ClientWarmUp(clients: installation.clients, store: store, logger: logger),
                KeyMaintenance(
                    rotation: rotation, ring: ring, revocations: installation.revocations, store: store, clock: clock,
                    leads: leads, logger: logger),
            ] + (follower.map { [$0] } ?? []) + (exchange.map { [$0] } ?? []) + webhooks.services(leads: leads),
            ready: ready)
    }

    /// Tells other nodes of the use of limits, and has heard of theirs; `nil` for a store of one node.
    private func limitExchange(_ leads: @escaping @Sendable () -> Bool) async throws -> LimitExchange? {
        guard let following = installation.following, let limitSharing else { return nil }
        let exchange = LimitExchange(
            store: following.store, sharing: limitSharing, node: identifiers.next(), clock: clock, leads: leads,
            logger: logger)
        try await exchange.noteAlive()
        try await exchange.exchange()
        registry.onScrape(name: "mintmark_nodes", help: "Nodes on the same store that are alive.") {
            Double(exchange.nodes)
        }
        registry.onScrape(
            name: "mintmark_limit_exchange_age_seconds",
            help: "For how long nothing was heard of the use of limits by other nodes."
        ) { exchange.silence }
        return exchange
    }

    /// Keeps memory in step with what other nodes change; `nil` for a store of one node.
    private func follower(_ ring: KeyRing) -> ChangeFollower? {
        guard let following = installation.following else { return nil }
        return ChangeFollower(
            store: following.store, start: following.start, freshness: installation.clients.freshness, logger: logger,
            keysChanged: { [longestLifetime] records in
                guard records != ring.snapshot.records else { return }
                try ring.replace(with: records)
                longestLifetime.note(records)
            },
            readAnew: { [installation, store] in
                installation.clients.forgetAll()
                try await installation.revocations.fill(from: store)
                try await installation.clients.organizationQuotas.load(from: store)
                try await installation.clients.fill(from: store)
            }, heard: webhooks.signal.wake)
    }

    private var tokenAudit: TokenAudit {
        TokenAudit(counter: tokenCounter, recorder: auditRecorder, recordsIssues: configuration.auditTokenIssues)
    }

    private func secretScanning() throws -> SecretScanning? {
        guard let path = configuration.scanningKeysFile else { return nil }
        let file = try ScanningKeyFile(path: path, logger: logger)
        let service = LeakedSecretService(
            store: store, environment: environment, hasher: hasher, clock: clock, policy: configuration.scanningPolicy,
            uses: uses, longestTokenLifetime: longestTokenLifetime)
        return SecretScanning(service: service) { file.keys }
    }

    private func components(_ ring: KeyRing, _ scanning: SecretScanning?) -> ServerComponents {
        let issuer = environment.issuer
        let revocations = installation.revocations
        let burst = configuration.failedAuthentications
        let metrics = TokenMetrics(factory: registry)
        let admission = ClientAdmission(
            clients: installation.clients, store: store, hasher: hasher,
            throttle: burst > 0 ? GuessThrottle(burst: burst, sharing: limitSharing) : nil, uses: uses,
            audit: tokenAudit, clock: clock,
            logger: logger)
        let verifier = AccessTokenVerifier(
            environment: environment, keyRing: ring, revocations: revocations, clients: installation.clients,
            store: store, clock: clock)
        return ServerComponents(
            environment: environment, store: store, clients: installation.clients, keyRing: ring, rotation: rotation,
            tokenEndpoint: TokenEndpoint(
                admission: admission,
                issuer: TokenIssuer(issuer: issuer, keyRing: ring, revocations: revocations, clock: clock),
                quotas: TokenQuotas(
                    organizations: installation.clients.organizationQuotas, audit: auditRecorder, metrics: metrics,
                    sharing: limitSharing, logger: logger),
                audit: tokenAudit, strictScopes: environment.strictScopes, clock: clock, metrics: metrics,
                logger: logger),
            revocationEndpoint: RevocationEndpoint(
                admission: admission, verifier: verifier, list: revocations, store: store, clock: clock, logger: logger),
            introspectionEndpoint: IntrospectionEndpoint(
                issuer: issuer, admission: admission, verifier: verifier, keyRing: ring, clock: clock, logger: logger),
            revocationFeed: RevocationFeed(
                issuer: issuer, list: revocations, keyRing: ring, clock: clock,
                freshness: installation.clients.freshness),
            verifier: verifier, organizationService: organizationService, clientService: clientService,
            revocationService: RevocationService(
                store: store, longestTokenLifetime: longestTokenLifetime, clock: clock),
            clientInspectionService: clientInspectionService, auditRecorder: auditRecorder,
            limitSharing: limitSharing, webhookService: webhooks.service, secretScanning: scanning, clock: clock,
            metricsFactory: registry, tracer: telemetry?.tracer,
            exposition: { [registry] in registry.exposition() }, logger: logger)
    }

    private func addFigures(_ ring: KeyRing) {
        ProcessFigures.register(in: registry)
        let clients = installation.clients
        registry.onScrape(name: "mintmark_cached_clients", help: "Clients in memory.") { Double(clients.count) }
        registry.onScrape(
            name: "mintmark_client_cache_misses_total", help: "Clients read from the store when they were asked for.",
            kind: .counter
        ) { Double(clients.misses) }
        registry.onScrape(
            name: "mintmark_audit_events_dropped_total", help: "Audit events lost because too many waited.",
            kind: .counter
        ) { [auditRecorder] in Double(auditRecorder.dropped) }
        let revocations = installation.revocations
        registry.onScrape(name: "mintmark_revocations", help: "Revocations that can still end a token.") {
            Double(revocations.current.count)
        }
        registry.onScrape(name: "mintmark_revocation_followers", help: "Streams that follow the revocations.") {
            Double(revocations.followerCount)
        }
        registry.onScrape(name: "mintmark_signing_keys", help: "Published signing keys.") {
            Double(ring.snapshot.records.count)
        }
        for name in SignerName.allCases.map(\.rawValue) {
            registry.onScrape(
                name: "mintmark_signer_info", help: "What signs tokens now.", labels: [("signer", name)]
            ) {
                ring.snapshot.active.signer.name == name ? 1 : nil
            }
        }
    }
}
