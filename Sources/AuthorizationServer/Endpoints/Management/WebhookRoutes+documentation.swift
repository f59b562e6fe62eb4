import JOSE
import Management
import OAuthCore

extension WebhookRoutes {
    private static let found = RouteDocumentation.Result(
        status: 200, description: "The webhook.", schema: "WebhookResponse")
    private static let made = RouteDocumentation.Result(
        status: 201, description: "The webhook and its secret.", schema: "CreatedWebhook")

    static let create = RouteDocumentation(
        operationID: "create_webhook", summary: "Register an endpoint for events. The secret is shown this once.",
        access: .management(.webhooksWrite), body: "WebhookFields", success: made, refusals: [400, 413, 415])

    static let list = RouteDocumentation(
        operationID: "list_webhooks", summary: "List the webhooks, oldest first.", access: .management(.webhooksRead),
        parameters: [.pageSize, .pageToken],
        success: .init(status: 200, description: "A part of the list.", schema: "WebhookList"), refusals: [400])

    static let get = RouteDocumentation(
        operationID: "get_webhook", summary: "Get a webhook.", access: .management(.webhooksRead), success: found,
        refusals: [400, 404])

    static let update = RouteDocumentation(
        operationID: "update_webhook",
        summary: "Change a webhook: fields that are not sent or sent empty stay, null clears one.",
        access: .management(.webhooksWrite), body: "WebhookFields", success: found, refusals: [400, 404, 413, 415])

    static let delete = RouteDocumentation(
        operationID: "delete_webhook", summary: "Remove a webhook and its deliveries.",
        access: .management(.webhooksWrite),
        success: .init(status: 200, description: "It is gone.", schema: "Empty"), refusals: [400, 404])

    static let rotateSecret = RouteDocumentation(
        operationID: "rotate_webhook_secret",
        summary: "Make a new secret; the present one signs beside it for the overlap. It is shown this once.",
        access: .management(.webhooksWrite), body: "WebhookSecretRotation", success: made,
        refusals: [400, 404, 413, 415])

    static let test = RouteDocumentation(
        operationID: "test_webhook", summary: "Send a webhook.test message now and tell what came back.",
        access: .management(.webhooksWrite),
        success: .init(status: 200, description: "What came back.", schema: "WebhookTest"), refusals: [400, 404])

    static let deliveries = RouteDocumentation(
        operationID: "list_webhook_deliveries", summary: "List the deliveries to a webhook, newest first.",
        access: .management(.webhooksRead),
        parameters: [
            .init(
                name: "status", description: "Only those in this state.",
                schema: [
                    "type": "string", "enum": .array(WebhookDelivery.Status.allCases.map { .string($0.rawValue) }),
                ]),
            .pageSize, .pageToken,
        ],
        success: .init(status: 200, description: "A part of the list.", schema: "WebhookDeliveryList"),
        refusals: [400, 404])

    static let retry = RouteDocumentation(
        operationID: "retry_webhook_delivery", summary: "Deliver again, whatever became of it.",
        access: .management(.webhooksWrite),
        success: .init(status: 200, description: "The delivery.", schema: "WebhookDeliveryResponse"),
        refusals: [400, 404])
}
