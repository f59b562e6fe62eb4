package import CoreMetrics
package import Logging
package import Management
package import OAuthCore
package import Stores
package import TokenService
package import Traces
package import Webhooks

/// What the routes are made of, put together by the program's composition root.
package struct ServerComponents: Sendable {
    let environment: EnvironmentSettings
    let store: any Store
    let clients: ClientDirectory
    let keyRing: KeyRing
    let rotation: KeyRotation
    let tokenEndpoint: TokenEndpoint
    let revocationEndpoint: RevocationEndpoint
    let introspectionEndpoint: IntrospectionEndpoint
    let revocationFeed: RevocationFeed
    let verifier: AccessTokenVerifier
    let organizationService: OrganizationService
    let clientService: ClientService
    let revocationService: RevocationService
    /// `nil` when reports of secret scanners are not taken.
    let secretScanning: SecretScanning?
    let clientInspectionService: ClientInspectionService
    let auditRecorder: AuditRecorder
    /// Tells other nodes of the use of limits; `nil` when there are none.
    let limitSharing: LimitSharing?
    let webhookService: WebhookService
    let clock: any WallClock
    let metricsFactory: any MetricsFactory
    /// `nil` when tracing is off.
    let tracer: Tracer?
    /// The text of `/metrics`.
    let exposition: @Sendable () -> [UInt8]
    let logger: Logger

    package init(
        environment: EnvironmentSettings, store: any Store, clients: ClientDirectory, keyRing: KeyRing,
        rotation: KeyRotation, tokenEndpoint: TokenEndpoint, revocationEndpoint: RevocationEndpoint,
        introspectionEndpoint: IntrospectionEndpoint, revocationFeed: RevocationFeed, verifier: AccessTokenVerifier,
        organizationService: OrganizationService, clientService: ClientService, revocationService: RevocationService,
        clientInspectionService: ClientInspectionService, auditRecorder: AuditRecorder,
        limitSharing: LimitSharing? = nil, webhookService: WebhookService, secretScanning: SecretScanning? = nil,
        clock: any WallClock, metricsFactory: any MetricsFactory, tracer: Tracer? = nil,
        exposition: @escaping @Sendable () -> [UInt8], logger: Logger
    ) {
        self.environment = environment
        self.store = store
        self.clients = clients
        self.keyRing = keyRing
        self.rotation = rotation
        self.tokenEndpoint = tokenEndpoint
        self.revocationEndpoint = revocationEndpoint
        self.introspectionEndpoint = introspectionEndpoint
        self.revocationFeed = revocationFeed
        self.verifier = verifier
        self.organizationService = organizationService
        self.clientService = clientService
        self.revocationService = revocationService
        self.secretScanning = secretScanning
        self.clientInspectionService = clientInspectionService
        self.auditRecorder = auditRecorder
        self.limitSharing = limitSharing
        self.webhookService = webhookService
        self.clock = clock
        self.metricsFactory = metricsFactory
        self.tracer = tracer
        self.exposition = exposition
        self.logger = logger
    }
}
