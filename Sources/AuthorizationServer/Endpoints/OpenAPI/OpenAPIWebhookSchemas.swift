import JOSE
import OAuthCore

/// The schemas of webhooks.
enum OpenAPIWebhookSchemas {
    private typealias Schema = OpenAPISchemas

    private static func choice(_ values: [String]) -> JSONValue {
        ["type": "string", "enum": .array(values.map(JSONValue.string))]
    }

    private static let status = choice(WebhookEndpoint.Status.allCases.map(\.rawValue))
    private static let eventTypes: JSONValue = ["type": "array", "items": choice(WebhookEventFilter.allTexts)]

    static let all: JSONValue = [
        "WebhookFields": Schema.object([
            "url": Schema.clearable(Schema.text(0...2048)), "event_types": Schema.clearable(eventTypes),
            "description": Schema.clearable(Schema.text(0...512)), "status": status,
        ]),
        "WebhookSecretRotation": Schema.object([
            "overlap": [
                "anyOf": [
                    ["type": "integer", "minimum": 0], ["type": "string", "pattern": "^[0-9]{1,10}$"],
                    ["type": "null"],
                ]
            ]
        ]),
        "Webhook": Schema.object(
            [
                "webhook_id": Schema.id("whe_"), "url": Schema.text, "event_types": eventTypes,
                "description": Schema.text, "status": status, "create_time": Schema.time, "update_time": Schema.time,
                "failing_since": Schema.time, "previous_secret_expire_time": Schema.time,
            ],
            required: ["webhook_id", "url", "event_types", "description", "status", "create_time", "update_time"]),
        "WebhookResponse": Schema.object(["webhook": Schema.reference("Webhook")], required: ["webhook"]),
        "CreatedWebhook": Schema.object(
            ["webhook": Schema.reference("Webhook"), "plain_secret": Schema.text],
            required: ["webhook", "plain_secret"]),
        "WebhookList": Schema.list(of: "Webhook", as: "webhooks"),
        "WebhookTest": Schema.object(
            [
                "test": Schema.object(
                    [
                        "delivered": ["type": "boolean"], "latency_milliseconds": ["type": "integer"],
                        "response_status": ["type": "integer"], "error": Schema.text,
                    ], required: ["delivered", "latency_milliseconds"])
            ], required: ["test"]),
        "WebhookDelivery": Schema.object(
            [
                "delivery_id": Schema.id("whd_"), "event_type": Schema.text, "audit_sequence": ["type": "integer"],
                "status": choice(WebhookDelivery.Status.allCases.map(\.rawValue)), "attempts": ["type": "integer"],
                "create_time": Schema.time, "last_attempt_time": Schema.time, "next_attempt_time": Schema.time,
                "response_status": ["type": "integer"], "error": Schema.text,
            ], required: ["delivery_id", "event_type", "audit_sequence", "status", "attempts", "create_time"]),
        "WebhookDeliveryResponse": Schema.object(
            ["delivery": Schema.reference("WebhookDelivery")], required: ["delivery"]),
        "WebhookDeliveryList": Schema.list(of: "WebhookDelivery", as: "deliveries"),
    ]
}
