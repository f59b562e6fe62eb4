package import CoreMetrics
public import MintmarkValidator
public import ServiceLifecycle

/// Tells swift-metrics every few seconds what a validator knows of its issuer's revocations. A service for
/// `Application(services:)`.
///
/// Gauges: `mintmark_revocation_age_seconds` (−1 before the first word), `mintmark_revocation_stale` (0 or 1),
/// `mintmark_revocation_connected` (0 or 1), `mintmark_revocation_revision`, `mintmark_revocation_rules`,
/// `mintmark_revocation_rules_ignored`. Counter: `mintmark_revocation_tokens`, with `outcome` `revoked`, `accepted_stale`
/// or `refused_stale`.
public struct RevocationMetrics: Service {
    private let validator: TokenValidator
    private let interval: Duration
    private let age: Gauge
    private let stale: Gauge
    private let connected: Gauge
    private let revision: Gauge
    private let rules: Gauge
    private let ignored: Gauge
    private let revoked: Counter
    private let acceptedStale: Counter
    private let refusedStale: Counter

    /// - Parameters:
    ///   - validator: one that follows revocations; nothing is told of another.
    ///   - interval: how often.
    public init(_ validator: TokenValidator, every interval: Duration = .seconds(5)) {
        self.init(validator, every: interval, factory: MetricsSystem.factory)
    }

    package init(_ validator: TokenValidator, every interval: Duration, factory: any MetricsFactory) {
        self.validator = validator
        self.interval = interval
        func gauge(_ name: String) -> Gauge { Gauge(label: "mintmark_revocation_\(name)", factory: factory) }
        func counter(_ outcome: String) -> Counter {
            Counter(label: "mintmark_revocation_tokens", dimensions: [("outcome", outcome)], factory: factory)
        }
        age = gauge("age_seconds")
        stale = gauge("stale")
        connected = gauge("connected")
        revision = gauge("revision")
        rules = gauge("rules")
        ignored = gauge("rules_ignored")
        revoked = counter("revoked")
        acceptedStale = counter("accepted_stale")
        refusedStale = counter("refused_stale")
    }

    /// Tells until it is shut down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var last: RevocationStatus?
            while !Task.isCancelled {
                last = record(after: last)
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// Tells once.
    /// - Parameter last: what was told before; counters grow by the difference.
    package func record(after last: RevocationStatus?) -> RevocationStatus? {
        guard let status = validator.revocationStatus else { return nil }
        age.record(status.age ?? -1)
        stale.record(status.isStale ? 1 : 0)
        connected.record(status.isConnected ? 1 : 0)
        revision.record(status.revision ?? 0)
        rules.record(status.ruleCount)
        ignored.record(status.ignoredRuleCount)
        revoked.increment(by: status.refusedAsRevoked - (last?.refusedAsRevoked ?? 0))
        acceptedStale.increment(by: status.acceptedWhileStale - (last?.acceptedWhileStale ?? 0))
        refusedStale.increment(by: status.refusedWhileStale - (last?.refusedWhileStale ?? 0))
        return status
    }
}
