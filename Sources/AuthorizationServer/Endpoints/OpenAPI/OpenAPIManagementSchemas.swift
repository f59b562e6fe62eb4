import JOSE
import OAuthCore

/// The schemas of the management API.
enum OpenAPIManagementSchemas {
    private typealias Schema = OpenAPISchemas

    static let all: JSONValue = .object(
        (organizations.members ?? []) + (clients.members ?? []) + (secrets.members ?? []) + (others.members ?? [])
            + (OpenAPIAuditSchemas.all.members ?? []))

    private static let organizations: JSONValue = [
        "OrganizationFields": Schema.object([
            "display_name": Schema.text(0...200), "external_id": Schema.clearable(Schema.text(1...128)),
            "slug": Schema.clearable(Schema.text(1...64)), "logo_url": Schema.clearable(Schema.text(1...2048)),
            "metadata": Schema.clearable([
                "type": "object", "maxProperties": 10, "propertyNames": Schema.text(3...25),
                "additionalProperties": Schema.text(1...256),
            ]),
        ]),
        "Organization": Schema.object(
            [
                "id": Schema.id("org_"), "display_name": Schema.text, "external_id": Schema.text,
                "slug": Schema.text, "logo_url": Schema.text,
                "metadata": ["type": "object", "additionalProperties": Schema.text], "create_time": Schema.time,
                "update_time": Schema.time,
            ], required: ["id", "display_name", "metadata", "create_time", "update_time"]),
        "OrganizationResponse": Schema.object(
            ["organization": Schema.reference("Organization")], required: ["organization"]),
        "OrganizationList": Schema.list(of: "Organization", as: "organizations"),
    ]

    private static let customClaims: JSONValue = [
        "type": "array", "maxItems": 20,
        "items": Schema.object(
            ["key": Schema.text(1...128), "value": Schema.text(0...512)], required: ["key", "value"]),
    ]

    private static let clients: JSONValue = [
        "ClientFields": Schema.object([
            "name": Schema.clearable(Schema.text(0...128)), "description": Schema.clearable(Schema.text(0...512)),
            "scopes": Schema.clearable(["type": "array", "maxItems": 100, "items": Schema.text(1...128)]),
            "audience": Schema.clearable(["type": "array", "maxItems": 20, "items": Schema.text(1...256)]),
            "custom_claims": Schema.clearable(customClaims),
            "expiry": [
                "anyOf": [
                    ["type": "integer", "minimum": 0], ["type": "string", "pattern": "^[0-9]{1,10}$"],
                    ["type": "null"],
                ]
            ],
        ]),
        "Client": Schema.object(
            [
                "client_id": Schema.text, "name": Schema.text, "description": Schema.text,
                "organization_id": Schema.text, "scopes": Schema.texts, "audience": Schema.texts,
                "custom_claims": customClaims, "expiry": Schema.text,
                "secrets": ["type": "array", "items": Schema.reference("ClientSecret")],
                "create_time": Schema.time, "update_time": Schema.time,
            ],
            required: ["client_id", "name", "description", "scopes", "audience", "custom_claims", "expiry", "secrets"]),
        "ClientResponse": Schema.object(["client": Schema.reference("Client")], required: ["client"]),
        "CreatedClient": Schema.object(
            ["client": Schema.reference("Client"), "plain_secret": Schema.text], required: ["client", "plain_secret"]),
        "ClientList": Schema.list(of: "Client", as: "clients"),
    ]

    private static let status: JSONValue = ["type": "string", "enum": ["ACTIVE", "INACTIVE"]]

    private static let secrets: JSONValue = [
        "NewSecretFields": Schema.object(["expire_time": Schema.clearable(Schema.time)]),
        "SecretFields": Schema.object(["status": status, "expire_time": Schema.clearable(Schema.time)]),
        "ClientSecret": Schema.object(
            [
                "id": Schema.id("sks_"), "secret_suffix": Schema.text, "status": status,
                "create_time": Schema.time, "update_time": Schema.time, "last_used_time": Schema.time,
                "expire_time": Schema.time,
            ], required: ["id", "secret_suffix", "status", "create_time", "update_time", "last_used_time"]),
        "SecretResponse": Schema.object(["secret": Schema.reference("ClientSecret")], required: ["secret"]),
        "CreatedSecret": Schema.object(
            ["secret": Schema.reference("ClientSecret"), "plain_secret": Schema.text],
            required: ["secret", "plain_secret"]),
    ]

    private static let others: JSONValue = [
        "KeyRotation": Schema.object([
            "algorithm": ["type": "string", "enum": .array(JWSAlgorithm.all.map { .string($0.name) })]
        ]),
        "SigningKey": Schema.object(
            [
                "key_id": Schema.id("snk_"), "algorithm": Schema.text,
                "state": ["type": "string", "enum": ["ACTIVE", "ANNOUNCED", "RETIRING"]],
                "publish_time": Schema.time, "activate_time": Schema.time, "switch_time": Schema.time,
                "remove_time": Schema.time,
            ], required: ["key_id", "algorithm", "state", "publish_time"]),
        "SigningKeyList": Schema.object(
            ["keys": ["type": "array", "items": Schema.reference("SigningKey")]], required: ["keys"]),
    ]
}
