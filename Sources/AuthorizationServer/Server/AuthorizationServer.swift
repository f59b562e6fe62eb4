import HTTPTypes
import Hummingbird
import HummingbirdCore
import Management
import NIOCertificateReloading
import NIOCore
import NIOSSL
import OAuthCore
package import ServiceLifecycle
import TokenService

/// The HTTP server: all routes on one address.
package struct AuthorizationServer: Sendable {
    private let components: ServerComponents
    private let settings: ServerSettings

    package init(components: ServerComponents, settings: ServerSettings) {
        self.components = components
        self.settings = settings
    }

    private func routes(_ tokens: TokenRequestService, _ authentication: CallerAuthentication) -> [Route] {
        let maxAge = components.environment.keysMaxAge
        var routes = [
            TokenRoute(tokens: tokens).route,
            RevokeRoute(endpoint: components.revocationEndpoint).route,
            IntrospectRoute(endpoint: components.introspectionEndpoint).route,
            RevocationFeedRoute(
                feed: components.revocationFeed, streams: StreamLimit(maximum: settings.revocationStreams)
            ).route,
        ]
        routes.append(
            VerifyRoute(verifier: components.verifier, defaultAudience: components.environment.defaultAudience).route)
        routes += KeyRoutes(keyRing: components.keyRing, maxAge: maxAge).routes
        routes +=
            MetadataRoutes(
                issuer: components.environment.issuer, keyRing: components.keyRing, maxAge: maxAge
            ).routes
        routes +=
            OperationRoutes(
                store: components.store, freshness: components.clients.freshness, exposition: components.exposition
            ).routes
        routes += managementRoutes(authentication)
        routes.append(
            SecretScanningRoute(
                scanning: components.secretScanning, metricsFactory: components.metricsFactory,
                logger: components.logger
            ).route)
        routes += DocumentRoutes().routes
        routes.append(OpenAPIRoute(issuer: components.environment.issuer).route(describing: routes))
        return routes
    }

    private func managementRoutes(_ authentication: CallerAuthentication) -> [Route] {
        var routes = OrganizationRoutes(
            service: components.organizationService, authentication: authentication
        ).routes
        for owner in [ClientRoutes.Owner.organization, .environment] {
            routes +=
                ClientRoutes(
                    owner: owner, service: components.clientService, authentication: authentication
                ).routes
            routes.append(
                ClientInspectionRoute(
                    owner: owner, service: components.clientInspectionService, authentication: authentication
                ).route)
        }
        routes +=
            SecretRoutes(
                listing: SecretListing(store: components.store, clock: components.clock),
                authentication: authentication
            ).routes
        routes +=
            SigningKeyRoutes(
                keyRing: components.keyRing, rotation: components.rotation,
                schedule: components.environment.signingKeySchedule, clock: components.clock,
                authentication: authentication
            ).routes
        routes +=
            RevocationRoutes(
                service: components.revocationService, verifier: components.verifier, authentication: authentication
            ).routes
        routes += AuditRoutes(store: components.store, authentication: authentication).routes
        routes += WebhookRoutes(service: components.webhookService, authentication: authentication).routes
        let audit = RefusalAudit(
            recorder: components.auditRecorder, authentication: authentication, clock: components.clock)
        return routes.map(audit.watching)
    }

    private func limiter<Key>(_ name: String, _ perSecond: Int) -> RateLimiter<Key>? {
        guard perSecond > 0 else { return nil }
        return RateLimiter(
            .init(burst: Int64(perSecond) * 2, perSecond: Double(perSecond)), name: name,
            sharing: components.limitSharing)
    }

    private func envelope(_ grpcMethods: Set<String>) -> RequestEnvelope {
        RequestEnvelope(
            proxies: settings.trustedProxies, refusesPlainHTTP: settings.tls == nil && settings.refusesPlainHTTP,
            addressLimit: limiter("requests.address", settings.requestsPerAddress), grpcMethods: grpcMethods,
            clock: components.clock, metrics: RequestMetrics(factory: components.metricsFactory),
            tracing: components.tracer.map { RequestTracing($0, issuer: components.environment.issuer) },
            logger: components.logger)
    }

    /// The router with everything that surrounds a request.
    private func router(
        _ tokens: TokenRequestService, _ methods: GRPCMethods, _ authentication: CallerAuthentication
    ) -> Router<ServerRequestContext> {
        let router = Router(context: ServerRequestContext.self)
        router.add(middleware: tokens.envelope)
        router.add(routes(tokens, authentication))
        methods.add(to: router)
        return router
    }

    /// The server as a service that runs until it is shut down, and then finishes the requests in flight.
    /// - Parameters:
    ///   - services: what runs beside it.
    ///   - ready: called with the port once it listens.
    /// - Throws: when the TLS files cannot be used.
    package func service(
        beside services: [any Service], ready: @escaping @Sendable (Int) async -> Void
    ) throws -> some Service {
        var services = services
        let authentication = CallerAuthentication(
            verifier: components.verifier, issuer: components.environment.issuer,
            limit: limiter("management.client", settings.managementCallsPerClient), clock: components.clock)
        let methods = try GRPCMethods(components: components, authentication: authentication)
        let tokens = TokenRequestService(
            endpoint: components.tokenEndpoint, clients: components.clients, store: components.store,
            envelope: envelope(methods.paths))
        let responders = TokenResponders(tokens)
        let encryption = try encryption(&services)
        let limits = ConnectionLimits(
            requestTimeout: .seconds(settings.requestTimeout), idleTimeout: .seconds(settings.idleTimeout))
        let server = HTTPServerBuilder { responder in
            ServerConnection(
                encryption: encryption, limits: limits,
                http1: TokenServingChannel(responder, limits, isBehindTLS: false, responders),
                http1BehindTLS: TokenServingChannel(responder, limits, isBehindTLS: true, responders))
        }
        return Application(
            router: router(tokens, methods, authentication), server: server,
            configuration: .init(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: .maximum(settings.maximumConnections, logger: components.logger)),
            services: services,
            onServerRunning: { channel in await ready(channel.localAddress?.port ?? 0) },
            logger: components.logger)
    }

    private func encryption(_ services: inout [any Service]) throws -> ServerConnection.Encryption {
        guard let files = settings.tls ?? settings.offeredTLS else { return .never }
        let reloader = try files.reloader(logger: components.logger)
        services.append(reloader)
        var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["h2", "http/1.1"]
        let context = try NIOSSLContext(configuration: configuration)
        return settings.tls == nil ? .offered(context) : .always(context)
    }
}
