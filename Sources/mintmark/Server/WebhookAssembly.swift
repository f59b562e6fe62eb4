import CoreMetrics
import Logging
import OAuthCore
import ServiceLifecycle
import Stores
import Traces
import Webhooks

/// Puts together what webhooks consist of.
struct WebhookAssembly: Sendable {
    /// For the management API.
    let service: WebhookService
    /// Wakes what delivers.
    let signal: WebhookSignal
    private let parts: @Sendable (@escaping @Sendable () -> Bool) -> [any Service]

    init(
        store: any Store, masterKey: MasterKey, settings: WebhookSettings, signal: WebhookSignal,
        identifiers: IdentifierGenerator, clock: any WallClock, tracer: Tracer?, factory: any MetricsFactory,
        logger: Logger
    ) {
        self.signal = signal
        let rule = DestinationRule(allowsPrivate: settings.allowsPrivateDestinations)
        let sealer = WebhookSecretSealer(masterKey: masterKey)
        let sender = WebhookSender(
            transport: HTTPWebhookTransport(rule: rule, trust: settings.trust), sealer: sealer, clock: clock,
            tracer: tracer)
        let metrics = WebhookMetrics(factory: factory)
        service = WebhookService(
            store: store, sender: sender, sealer: sealer, rule: rule, identifiers: identifiers, clock: clock)
        parts = { leads in
            [
                WebhookDispatcher(
                    store: store, sender: sender,
                    settings: DispatchSettings(schedule: settings.schedule, disableAfter: settings.disableAfter),
                    signal: signal, clock: clock, metrics: metrics, leads: leads, logger: logger),
                SecretExpiryWatch(
                    store: store, notice: settings.secretExpiryNotice, clock: clock, leads: leads, logger: logger),
                DeliveryLogUpkeep(store: store, clock: clock, metrics: metrics, leads: leads, logger: logger),
            ]
        }
    }

    /// What runs beside the server.
    /// - Parameter leads: whether this node does what one node is enough for.
    func services(leads: @escaping @Sendable () -> Bool) -> [any Service] { parts(leads) }
}
