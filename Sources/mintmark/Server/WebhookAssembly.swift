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
    /// What runs beside the server.
    let services: [any Service]

    init(
        store: any Store, masterKey: MasterKey, settings: WebhookSettings, signal: WebhookSignal,
        identifiers: IdentifierGenerator, clock: any WallClock, tracer: Tracer?, factory: any MetricsFactory,
        logger: Logger
    ) {
        let rule = DestinationRule(allowsPrivate: settings.allowsPrivateDestinations)
        let sealer = WebhookSecretSealer(masterKey: masterKey)
        let sender = WebhookSender(
            transport: HTTPWebhookTransport(rule: rule, trust: settings.trust), sealer: sealer, clock: clock,
            tracer: tracer)
        let metrics = WebhookMetrics(factory: factory)
        service = WebhookService(
            store: store, sender: sender, sealer: sealer, rule: rule, identifiers: identifiers, clock: clock)
        services = [
            WebhookDispatcher(
                store: store, sender: sender,
                settings: DispatchSettings(schedule: settings.schedule, disableAfter: settings.disableAfter),
                signal: signal, clock: clock, metrics: metrics, logger: logger),
            SecretExpiryWatch(store: store, notice: settings.secretExpiryNotice, clock: clock, logger: logger),
            DeliveryLogUpkeep(store: store, clock: clock, metrics: metrics, logger: logger),
        ]
    }
}
