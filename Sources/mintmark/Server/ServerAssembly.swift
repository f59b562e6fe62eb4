import AuthorizationServer
import CoreMetrics
import JOSE
import Logging
import Management
import ManagementClient
import OAuthCore
import Observability
import ServiceLifecycle
import Signers
import Stores
import TokenService

/// The composition root: makes every part of the server and hands each what it needs.
struct ServerAssembly: Sendable {
    let installation: Installation
    let logger: Logger
    private let clock = SystemClock()
    private let identifiers: IdentifierGenerator
    private let hasher: SecretHasher
    private let sealer: KeySealer
    private let registry = PrometheusRegistry(
        configuration: .init(metrics: [
            "mintmark_signature_batch_size": .init(
                help: "Tokens that were signed in one call.", buckets: (1...8).map(Double.init))
        ]))
    private let store: any Store

    init(installation: Installation, logger: Logger) {
        self.installation = installation
        self.logger = logger
        identifiers = IdentifierGenerator(clock: clock)
        hasher = SecretHasher(key: installation.masterKey.secretHashKey)
        sealer = KeySealer(masterKey: installation.masterKey)
        store = MeasuredStore(installation.store, factory: registry)
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
        let uses = SecretUseRecorder(store: store, logger: logger)
        let server = AuthorizationServer(
            components: components(ring, uses), settings: configuration.server)
        addFigures(ring)
        return try server.service(
            beside: [
                uses, ClientWarmUp(clients: installation.clients, store: store, logger: logger),
                KeyWithdrawal(rotation: rotation, ring: ring, logger: logger),
            ], ready: ready)
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
            organizationService: organizationService, clientService: clientService, clock: clock,
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
        for name in SignerName.allCases.map(\.rawValue) {
            registry.onScrape(
                name: "mintmark_signer_info", help: "What signs tokens now.", labels: [("signer", name)]
            ) {
                ring.snapshot.active.signer.name == name ? 1 : nil
            }
        }
    }
}
