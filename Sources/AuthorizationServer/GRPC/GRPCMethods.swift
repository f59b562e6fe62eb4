import HTTPTypes
import Hummingbird

/// All methods, on the address of the REST API.
struct GRPCMethods: Sendable {
    let all: [GRPCMethod]

    /// Calls of streaming methods that may be open at once; they ask for no token.
    private static let maximumStreams = 1000

    /// - Throws: when the descriptors that the program carries are none.
    init(components: ServerComponents, authentication: CallerAuthentication) throws {
        let audit = RefusalAudit(
            recorder: components.auditRecorder, authentication: authentication, clock: components.clock)
        let streams = StreamLimit(maximum: Self.maximumStreams)
        let management = [ClientMethods.service, OrganizationMethods.service]
        all =
            OrganizationMethods(
                service: components.organizationService, authentication: authentication, audit: audit
            ).all
            + ClientMethods(
                service: components.clientService, authentication: authentication, audit: audit
            ).all
            + HealthMethods(
                store: components.store, readiness: Readiness(store: components.store), services: Set(management),
                streams: streams, logger: components.logger
            ).all
            + ReflectionMethods(
                index: try .embedded(),
                services: (management + [HealthMethods.service] + ReflectionMethods.services).sorted(),
                streams: streams, logger: components.logger
            ).all
    }

    var paths: Set<String> { Set(all.map(\.path)) }

    func add(to router: Router<ServerRequestContext>) {
        for method in all {
            router.on(RouterPath(method.path), method: .post, use: method.answer)
        }
    }
}
