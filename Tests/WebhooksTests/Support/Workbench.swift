import CoreMetrics
import Foundation
import Logging
import OAuthCore
import SQLiteStore
import Stores

@testable import Webhooks

/// A store in a directory of its own with everything that delivers from it.
final class Workbench: Sendable {
    let store: SQLiteStore
    let clock = ManualClock()
    let sealer = WebhookSecretSealer(masterKey: MasterKey())
    let transport: ScriptedTransport
    let settings: DispatchSettings
    private let directory: URL

    init(
        settings: DispatchSettings = DispatchSettings(),
        _ script: @escaping @Sendable (WebhookRequest) throws -> WebhookAnswer = { _ in WebhookAnswer(status: 200) }
    ) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "mintmark-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        store = try SQLiteStore(
            path: directory.path + "/mintmark.sqlite", auditChain: AuditChain(masterKey: MasterKey()))
        transport = ScriptedTransport(script)
        self.settings = settings
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    func add(_ number: Int64 = 1) async throws -> WebhookEndpoint {
        let webhook = Sample.webhook(number, sealer)
        try await store.insert(webhook, recording: Sample.event(.webhookCreated))
        return webhook
    }

    func record(_ events: AuditEvent...) async throws {
        _ = try await store.updateSigningKeys { _ in events }
    }

    /// Turns new events into deliveries and tries all that are due, once.
    func step() async throws {
        var follower = try await AuditLogFollower(store: store, clock: clock)
        try await follower.follow()
        let metrics = WebhookMetrics(factory: NOOPMetricsHandler.instance)
        let work = DeliveryWork(
            store: store, sender: WebhookSender(transport: transport, sealer: sealer, clock: clock),
            settings: settings, clock: clock, metrics: metrics, logger: Logger(label: "test"),
            installation: follower.installation)
        let claimed = try await store.claimDeliveries(
            dueAt: clock.now(), lease: clock.now().adding(seconds: 15), limit: 8, besides: [])
        for claim in claimed { _ = try await work.run(claim) }
    }

    func delivery(_ webhook: WebhookEndpoint) async throws -> WebhookDelivery? {
        try await store.deliveries(to: webhook.id, status: nil, PageRequest()).items.first
    }
}
