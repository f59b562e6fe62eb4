import HTTPTypes
import Hummingbird

/// All methods, on the address of the REST API.
struct GRPCMethods: Sendable {
    let all: [GRPCMethod]

    init(components: ServerComponents, authentication: CallerAuthentication) {
        let audit = RefusalAudit(
            recorder: components.auditRecorder, authentication: authentication, clock: components.clock)
        all =
            OrganizationMethods(
                service: components.organizationService, authentication: authentication, audit: audit
            ).all
            + ClientMethods(
                service: components.clientService, authentication: authentication, audit: audit
            ).all + [HealthMethod(store: components.store).check]
    }

    var paths: Set<String> { Set(all.map(\.path)) }

    func add(to router: Router<ServerRequestContext>) {
        for method in all {
            router.on(RouterPath(method.path), method: .post, use: method.answer)
        }
    }
}
