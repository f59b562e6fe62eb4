import AuthorizationServer
import Logging
import Management
import OAuthCore
import Observability
import ServiceLifecycle
import Stores
import TokenService
import Webhooks

/// The composition root: makes every part of the server and hands each what it needs.
struct ServerAssembly: Sendable {
    let installation: Installation
    let logger: Logger
    private let clock = SystemClock()
    private let identifiers: IdentifierGenerator
    private let hasher: SecretHasher
    private let sealer: KeySealer
    private let registry = PrometheusRegistry()
    private let store: any Store
    private let webhooks: WebhookAssembly

    init(installation: Installation, logger: Logger) {
        self.installation = installation
        self.logger = logger
        identifiers = IdentifierGenerator(clock: clock)
        hasher = SecretHasher(key: installation.masterKey.secretHashKey)
        sealer = KeySealer(masterKey: installation.masterKey)
        let signal = WebhookSignal()
        store = MeasuredStore(installation.store, factory: registry, afterWrite: signal.wake)
        webhooks = WebhookAssembly(
            store: store, masterKey: installation.masterKey, settings: installation.configuration.webhooks,
            signal: signal, identifiers: identifiers, clock: clock, factory: registry, logger: logger)
    }

    private var configuration: ServerConfiguration { installation.configuration }
    private var environment: EnvironmentSettings { configuration.environment }

    var organizationService: OrganizationService {
        OrganizationService(store: store, identifiers: identifiers, clock: clock)
    }

    var clientService: ClientService {
        ClientService(
            store: store, environment: environment, hasher: hasher, identifiers: identifiers, clock: clock)
    }

    private var rotation: KeyRotation {
        KeyRotation(
            store: store, sealer: sealer, schedule: environment.signingKeySchedule, identifiers: identifiers,
            clock: clock, logger: logger)
    }

    /// Makes the first two signing keys unless there are any, and puts the stored ones in force.
    func keyRing() async throws -> KeyRing {
        let records = try await rotation.makeFirstKeys(configuration.keysAlgorithm, by: Actor(name: "mintmark"))
        return try KeyRing(records: records, sealer: sealer, tokenType: environment.tokenType)
    }

    /// The whole server.
    /// - Parameter ready: called with the port once it listens.
    func service(ready: @escaping @Sendable (Int) async -> Void) async throws -> any Service {
        let ring = try await keyRing()
        let uses = SecretUseRecorder(store: store, logger: logger)
        let server = AuthorizationServer(
            components: components(ring, uses), settings: configuration.server)
        addFigures(ring)
        return try server.service(
            beside: [
                uses, ClientWarmUp(clients: installation.clients, store: store, logger: logger),
                KeyWithdrawal(rotation: rotation, ring: ring, logger: logger),
            ] + webhooks.services, ready: ready)
    }

    private func components(_ ring: KeyRing, _ uses: SecretUseRecorder) -> ServerComponents {
        let throttle = configuration.failedAuthentications
        return ServerComponents(
            environment: environment, store: store, clients: installation.clients, keyRing: ring, rotation: rotation,
            tokenEndpoint: TokenEndpoint(
                clients: installation.clients, hasher: hasher,
                issuer: TokenIssuer(issuer: environment.issuer, keyRing: ring, clock: clock),
                throttle: throttle > 0 ? GuessThrottle(burst: throttle) : nil, uses: uses,
                strictScopes: environment.strictScopes, clock: clock, metrics: TokenMetrics(factory: registry),
                logger: logger),
            verifier: AccessTokenVerifier(
                environment: environment, keyRing: ring, clients: installation.clients, store: store, clock: clock),
            organizationService: organizationService, clientService: clientService,
            webhookService: webhooks.service, clock: clock,
            metricsFactory: registry, exposition: { [registry] in registry.exposition() }, logger: logger)
    }

    private func addFigures(_ ring: KeyRing) {
        ProcessFigures.register(in: registry)
        let clients = installation.clients
        registry.onScrape(name: "mintmark_cached_clients", help: "Clients in memory.") { Double(clients.count) }
        registry.onScrape(
            name: "mintmark_client_cache_misses_total", help: "Clients read from the store when they were asked for.",
            kind: .counter
        ) { Double(clients.misses) }
        registry.onScrape(name: "mintmark_signing_keys", help: "Published signing keys.") {
            Double(ring.snapshot.records.count)
        }
    }
}
