import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore
import Webhooks

/// The routes of webhook endpoints and their deliveries.
struct WebhookRoutes: Sendable {
    let service: WebhookService
    let authentication: CallerAuthentication

    private static let collection = "/api/v1/webhooks"
    private static let one = "/api/v1/webhooks/{webhook_id}"

    var routes: [Route] { endpointRoutes + deliveryRoutes }

    private var endpointRoutes: [Route] {
        [
            authentication.route(.post, Self.collection, Self.create) { call in
                let fields = try WebhookUpdate(body: try await call.body())
                let (webhook, secret) = try await service.create(fields, by: call.caller)
                return .json(["webhook": webhook.json, "plain_secret": .string(secret.reveal())], status: .created)
            },
            authentication.route(.get, Self.collection, Self.list) { call in
                .json(try await service.list(try call.page(), by: call.caller).json("webhooks", \.json))
            },
            authentication.route(.get, Self.one, Self.get) { call in
                .json(["webhook": try await service.get(try call.webhookID(), by: call.caller).json])
            },
            authentication.route(.patch, Self.one, Self.update) { call in
                let fields = try WebhookUpdate(body: try await call.body())
                return .json(["webhook": try await service.update(try call.webhookID(), fields, by: call.caller).json])
            },
            authentication.route(.delete, Self.one, Self.delete) { call in
                try await service.delete(try call.webhookID(), by: call.caller)
                return .json([:])
            },
            authentication.route(.post, Self.one + "/secrets", Self.rotateSecret) { call in
                var fields = try JSONFields(try await call.body(), wrapper: "secret")
                let overlap = fields.integer("overlap").value ?? WebhookService.standardOverlap
                try fields.finish()
                let (webhook, secret) = try await service.rotateSecret(
                    of: try call.webhookID(), overlap: overlap, by: call.caller)
                return .json(["webhook": webhook.json, "plain_secret": .string(secret.reveal())], status: .created)
            },
        ]
    }

    private var deliveryRoutes: [Route] {
        [
            authentication.route(.post, Self.one + ":test", Self.test) { call in
                .json(["test": try await service.test(try call.webhookID(), by: call.caller).json])
            },
            authentication.route(.get, Self.one + "/deliveries", Self.deliveries) { call in
                let page = try await service.deliveries(
                    to: try call.webhookID(), status: try Self.status(call), try call.page(), by: call.caller)
                return .json(page.json("deliveries", \.json))
            },
            authentication.route(.post, Self.one + "/deliveries/{delivery_id}:retry", Self.retry) { call in
                let delivery = try await service.retry(
                    try call.webhookDeliveryID(), to: try call.webhookID(), by: call.caller)
                return .json(["delivery": delivery.json])
            },
        ]
    }

    private static func status(_ call: ManagementCall) throws -> WebhookDelivery.Status? {
        guard let text = try call.request.queryParameter("status"), !text.isEmpty else { return nil }
        guard let status = WebhookDelivery.Status(rawValue: text) else {
            let all = WebhookDelivery.Status.allCases.map(\.rawValue).joined(separator: ", ")
            throw InvalidFields("status", "must be one of \(all)")
        }
        return status
    }
}
