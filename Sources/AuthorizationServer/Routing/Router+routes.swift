import HTTPTypes
import Hummingbird

extension Router where Context == ServerRequestContext {
    /// Adds the routes; every other method of their paths is answered with 405 and `Allow` (RFC 9110 §15.5.6).
    func add(_ routes: [Route]) {
        for path in Set(routes.map(\.path)).sorted() {
            let own = routes.filter { $0.path == path }
            for route in own {
                on(RouterPath(path), method: route.method, use: route.handler)
                if route.method == .get { on(RouterPath(path), method: .head, use: route.handler) }
                for method in route.undocumentedMethods { on(RouterPath(path), method: method, use: route.handler) }
            }
            var methods = own.map(\.method) + own.flatMap(\.undocumentedMethods)
            if methods.contains(.get) { methods.append(.head) }
            let allowed = methods.map(\.rawValue).sorted().joined(separator: ", ")
            for method in HTTPRequest.Method.implemented where !methods.contains(method) {
                on(RouterPath(path), method: method) { _, _ -> Response in throw WireError.methodNotAllowed(allowed) }
            }
        }
    }
}
