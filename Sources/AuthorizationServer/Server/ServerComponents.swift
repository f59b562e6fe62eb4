package import CoreMetrics
package import Logging
package import Management
package import OAuthCore
package import Stores
package import TokenService
package import Webhooks

/// What the routes are made of, put together by the program's composition root.
package struct ServerComponents: Sendable {
    let environment: EnvironmentSettings
    let store: any Store
    let clients: ClientDirectory
    let keyRing: KeyRing
    let rotation: KeyRotation
    let tokenEndpoint: TokenEndpoint
    let verifier: AccessTokenVerifier
    let organizationService: OrganizationService
    let clientService: ClientService
    let webhookService: WebhookService
    let clock: any WallClock
    let metricsFactory: any MetricsFactory
    /// The text of `/metrics`.
    let exposition: @Sendable () -> [UInt8]
    let logger: Logger

    package init(
        environment: EnvironmentSettings, store: any Store, clients: ClientDirectory, keyRing: KeyRing,
        rotation: KeyRotation, tokenEndpoint: TokenEndpoint, verifier: AccessTokenVerifier,
        organizationService: OrganizationService, clientService: ClientService, webhookService: WebhookService,
        clock: any WallClock,
        metricsFactory: any MetricsFactory, exposition: @escaping @Sendable () -> [UInt8], logger: Logger
    ) {
        self.environment = environment
        self.store = store
        self.clients = clients
        self.keyRing = keyRing
        self.rotation = rotation
        self.tokenEndpoint = tokenEndpoint
        self.verifier = verifier
        self.organizationService = organizationService
        self.clientService = clientService
        self.webhookService = webhookService
        self.clock = clock
        self.metricsFactory = metricsFactory
        self.exposition = exposition
        self.logger = logger
    }
}
