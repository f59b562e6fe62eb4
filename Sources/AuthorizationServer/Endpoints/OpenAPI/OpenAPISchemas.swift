import JOSE
import OAuthCore

/// The schemas that the OpenAPI document names.
enum OpenAPISchemas {
    static let all: JSONValue = .object(
        (common.members ?? []) + (OpenAPIOAuthSchemas.all.members ?? []) + (OpenAPIManagementSchemas.all.members ?? [])
            + (OpenAPIWebhookSchemas.all.members ?? []))

    /// The forms of the ids in paths.
    static let pathParameters: [String: JSONValue] = [
        "organization_id": id("org_"),
        "client_id": ["type": "string", "pattern": "^(m2morg|skc)_[1-9][0-9]{0,18}$"],
        "secret_id": id("sks_"),
        "kid": id("snk_"),
        "webhook_id": id("whe_"),
        "delivery_id": id("whd_"),
        "external_id": ["type": "string", "minLength": 1, "maxLength": 128],
        "page": ["type": "string", "pattern": "^[a-z0-9-]+\\.md$"],
    ]

    private static let common: JSONValue = [
        "Empty": ["type": "object", "additionalProperties": false],
        "AnyObject": ["type": "object"],
        "Health": object(["status": text, "reason": text], required: ["status"]),
        "Error": object(
            [
                "code": ["type": "integer"], "message": text,
                "details": ["type": "array", "items": ["type": "object"]],
            ], required: ["code", "message", "details"]),
    ]

    static let text: JSONValue = ["type": "string"]
    static let time: JSONValue = ["type": "string", "format": "date-time"]
    static let texts: JSONValue = ["type": "array", "items": ["type": "string"]]

    static func id(_ prefix: String) -> JSONValue {
        ["type": "string", "pattern": .string("^\(prefix)[1-9][0-9]{0,18}$")]
    }

    static func text(_ range: ClosedRange<Int>) -> JSONValue {
        [
            "type": "string", "minLength": .integer(Int64(range.lowerBound)),
            "maxLength": .integer(Int64(range.upperBound)),
        ]
    }

    /// The schema, or `null`, which clears the field.
    static func clearable(_ schema: JSONValue) -> JSONValue {
        ["anyOf": [schema, ["type": "null"]]]
    }

    static func reference(_ name: String) -> JSONValue {
        ["$ref": .string("#/components/schemas/\(name)")]
    }

    static func list(of name: String, as member: String) -> JSONValue {
        object(
            [
                member: ["type": "array", "items": reference(name)], "total_size": ["type": "integer"],
                "next_page_token": text, "prev_page_token": text,
            ], required: [member, "total_size", "next_page_token", "prev_page_token"])
    }

    static func object(_ properties: KeyValuePairs<String, JSONValue>, required: [String] = []) -> JSONValue {
        [
            "type": "object", "properties": .object(properties.map { .init($0.key, $0.value) }),
            "required": .array(required.map(JSONValue.string)), "additionalProperties": false,
        ]
    }
}
