import CoreMetrics
import HTTPTypes
import OAuthCore
import Synchronization

/// How long requests take, by route, method and status; each timer is looked up once.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let route: String
        let method: String
        let status: Int
    }

    private let factory: any MetricsFactory
    private let timers = Mutex<[Key: Timer]>([:])

    init(factory: any MetricsFactory) {
        self.factory = factory
    }

    func record(route: String, method: HTTPRequest.Method, status: Int, duration: Duration) {
        // The names of methods come from clients: those that are not ours count as one.
        let isKnown = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].contains(method.rawValue)
        let key = Key(route: route, method: isKnown ? method.rawValue : "other", status: status)
        let timer = timers.withLock { timers in
            if let known = timers[key] { return known }
            let timer = Timer(
                label: "mintmark_request_duration",
                dimensions: [("route", key.route), ("method", key.method), ("status", String(status))],
                factory: factory)
            timers[key] = timer
            return timer
        }
        timer.recordNanoseconds(duration.nanoseconds)
    }
}
