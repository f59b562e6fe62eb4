import HTTPTypes
import Hummingbird
import JOSE
import Stores

/// What keeps a server running: is it alive, is it ready, what are its figures.
struct OperationRoutes: Sendable {
    let store: any InstallationStore
    /// Whether this node is in step with the store.
    let freshness: Freshness
    let exposition: @Sendable () -> [UInt8]

    var routes: [Route] {
        [
            Route(.get, "/healthz", document("healthz", "Whether the program is alive."), handler: alive),
            Route(.get, "/readyz", document("readyz", "Whether it can serve, and why not.", [503]), handler: ready),
            Route(
                .get, "/metrics",
                .init(
                    operationID: "metrics", summary: "Figures in the text format of Prometheus.", access: .everyone,
                    success: .init(status: 200, description: "The figures.", mediaType: "text/plain")),
                handler: metrics),
        ]
    }

    private func document(_ id: String, _ summary: String, _ refusals: [Int] = []) -> RouteDocumentation {
        .init(
            operationID: id, summary: summary, access: .everyone,
            success: .init(status: 200, description: "It is.", schema: "Health"), refusals: refusals)
    }

    @Sendable private func alive(_ request: Request, _ context: ServerRequestContext) -> Response {
        .json(["status": "ok"])
    }

    @Sendable private func ready(_ request: Request, _ context: ServerRequestContext) async -> Response {
        do {
            try await store.check()
            guard freshness.isFresh else {
                return .json(
                    ["status": "unavailable", "reason": "changes that other nodes make are not heard of"],
                    status: .serviceUnavailable)
            }
            return .json(["status": "ok"])
        } catch {
            let reason = (error as? StoreError)?.code.rawValue ?? "unknown"
            return .json(
                ["status": "unavailable", "reason": .string("the store cannot be written: \(reason)")],
                status: .serviceUnavailable)
        }
    }

    @Sendable private func metrics(_ request: Request, _ context: ServerRequestContext) -> Response {
        .bytes(exposition(), contentType: "text/plain; version=0.0.4; charset=utf-8")
    }
}
