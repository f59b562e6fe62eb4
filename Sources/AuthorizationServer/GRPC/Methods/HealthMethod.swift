import ManagementMessages
import Stores

/// `grpc.health.v1.Health/Check`: what `/readyz` says.
struct HealthMethod: Sendable {
    let store: any InstallationStore

    var check: GRPCMethod {
        GRPCMethod(open: "/grpc.health.v1.Health/Check") { [store] (request: Grpc_Health_V1_HealthCheckRequest) in
            guard Self.services.contains(request.service) else {
                throw WireError(.notFound, "There is no service \(request.service.prefix(128)).")
            }
            var response = Grpc_Health_V1_HealthCheckResponse()
            do {
                try await store.check()
                response.status = .serving
            } catch {
                response.status = .notServing
            }
            return response
        }
    }

    /// Empty for the server as a whole.
    private static let services: Set<String> = ["", ClientMethods.service, OrganizationMethods.service]
}
