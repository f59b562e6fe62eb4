import Logging
import ManagementMessages
import Stores
import SwiftProtobuf

/// `grpc.health.v1.Health`: what `/readyz` says, for the server as a whole and for each service.
struct HealthMethods: Sendable {
    static let service = "grpc.health.v1.Health"

    let store: any InstallationStore
    let readiness: Readiness
    /// The services that there are.
    let services: Set<String>
    let streams: StreamLimit
    let logger: Logger

    private typealias Response = Grpc_Health_V1_HealthCheckResponse

    /// How often a watcher looks again.
    private static let interval = Duration.seconds(1)

    var all: [GRPCMethod] {
        [
            GRPCMethod(open: "/\(Self.service)/Check") { (request: Grpc_Health_V1_HealthCheckRequest) in
                guard isKnown(request.service) else {
                    throw WireError(.notFound, "There is no service \(request.service.prefix(128)).")
                }
                let status = await status
                return Response.with { $0.status = status }
            },
            GRPCMethod(open: "/\(Self.service)/List") { (_: Grpc_Health_V1_HealthListRequest) in
                let status = await status
                let names = services.union([""])
                return Grpc_Health_V1_HealthListResponse.with { response in
                    for name in names { response.statuses[name] = .with { $0.status = status } }
                }
            },
            GRPCMethod(open: "/\(Self.service)/Watch", streams: streams, logger: logger, watch),
        ]
    }

    private func isKnown(_ service: String) -> Bool { service.isEmpty || services.contains(service) }

    /// Asked of the store itself.
    private var status: Response.ServingStatus {
        get async {
            do {
                try await store.check()
                return .serving
            } catch {
                return .notServing
            }
        }
    }

    /// Tells the status at once and then each change. The status of a service that is not there is told as well, and the
    /// call goes on, as the protocol asks.
    @Sendable private func watch(
        _ requests: inout GRPCMessages<Grpc_Health_V1_HealthCheckRequest>, _ call: GRPCCall,
        _ send: (Response) async throws -> Void
    ) async throws {
        guard let request = try await requests.next() else {
            throw WireError(.internal, "The request holds no message.")
        }
        let isKnown = isKnown(request.service)
        var told: Response.ServingStatus?
        func tell(_ status: Response.ServingStatus) async throws {
            guard status != told else { return }
            told = status
            try await send(.with { $0.status = status })
        }
        let events = HealthEvents.events(of: call, every: Self.interval)
        try await tell(isKnown ? (readiness.isReady() ? .serving : .notServing) : .serviceUnknown)
        for await event in events {
            switch event {
            case .tick:
                guard isKnown else { continue }
                try await tell(readiness.isReady() ? .serving : .notServing)
            case .shutdown:
                if isKnown { try await tell(.notServing) }
                throw WireError(.unavailable, "The server shuts down.")
            case .deadline: throw GRPCTimeout.exceeded
            }
        }
    }
}
