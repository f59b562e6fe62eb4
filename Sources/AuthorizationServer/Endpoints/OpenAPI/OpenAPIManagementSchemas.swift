import JOSE
import Management
import OAuthCore

/// The schemas of the management API.
enum OpenAPIManagementSchemas {
    private typealias Schema = OpenAPISchemas

    static let all: JSONValue = .object(
        (organizations.members ?? []) + (clients.members ?? []) + (secrets.members ?? []) + (others.members ?? [])
            + (OpenAPIRevocationSchemas.all.members ?? [])
            + (OpenAPIAuditSchemas.all.members ?? []))

    private static let organizations: JSONValue = [
        "OrganizationFields": Schema.object([
            "display_name": Schema.text(0...200), "external_id": Schema.clearable(Schema.text(1...128)),
            "slug": Schema.clearable(Schema.text(1...64)), "logo_url": Schema.clearable(Schema.text(1...2048)),
            "quota": Schema.clearable(Schema.reference("TokenQuota")),
            "metadata": Schema.clearable([
                "type": "object", "maxProperties": 10, "propertyNames": Schema.text(3...25),
                "additionalProperties": Schema.text(1...256),
            ]),
        ]),
        "Organization": Schema.object(
            [
                "id": Schema.id("org_"), "display_name": Schema.text, "external_id": Schema.text,
                "slug": Schema.text, "logo_url": Schema.text, "quota": Schema.reference("TokenQuota"),
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
            "custom_claims": Schema.clearable(customClaims), "status": status,
            "allowed_addresses": Schema.clearable([
                "type": "array", "maxItems": .integer(Int64(AllowedAddresses.maximumCount)), "items": Schema.text,
            ]),
            "quota": Schema.clearable(Schema.reference("TokenQuota")),
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
                "custom_claims": customClaims, "expiry": Schema.text, "status": status,
                "allowed_addresses": Schema.texts, "quota": Schema.reference("TokenQuota"),
                "secrets": ["type": "array", "items": Schema.reference("ClientSecret")],
                "create_time": Schema.time, "update_time": Schema.time,
            ],
            required: [
                "client_id", "name", "description", "scopes", "audience", "custom_claims", "expiry", "status",
                "allowed_addresses",
                "secrets",
            ]),
        "StatusReason": Schema.object(["reason": Schema.clearable(Schema.text(0...256))]),
        "TokenQuota": Schema.object(
            [
                "tokens": ["type": "integer", "minimum": 1, "maximum": .integer(TokenQuota.maximumTokens)],
                "period": ["type": "integer", "minimum": 1, "maximum": .integer(TokenQuota.maximumPeriod)],
                "mode": ["type": "string", "enum": .array(TokenQuota.Mode.allCases.map { .string($0.rawValue) })],
            ], required: ["tokens", "period"]),
        "ClientResponse": Schema.object(["client": Schema.reference("Client")], required: ["client"]),
        "CreatedClient": Schema.object(
            ["client": Schema.reference("Client"), "plain_secret": Schema.text], required: ["client", "plain_secret"]),
        "ClientList": Schema.list(of: "Client", as: "clients"),
    ]

    private static let status: JSONValue = ["type": "string", "enum": ["ACTIVE", "INACTIVE"]]

    private static let secrets: JSONValue = [
        "NewSecretFields": Schema.object(["expire_time": Schema.clearable(Schema.time)]),
        "SecretFields": Schema.object(["status": status, "expire_time": Schema.clearable(Schema.time)]),
        "SecretRotation": Schema.object(
            [
                "overlap": [
                    "type": "integer", "minimum": 0, "maximum": .integer(SecretRotation.maximumOverlap),
                    "description": "For how many seconds the old secrets go on.",
                ]
            ], required: ["overlap"]),
        "ClientSecret": secret(),
        "ListedSecret": secret(
            [
                .init("client_id", Schema.pathParameters["client_id"] ?? Schema.text),
                .init("organization_id", Schema.id("org_")), .init("client_name", Schema.text),
            ], required: ["client_id", "client_name"]),
        "SecretList": Schema.list(of: "ListedSecret", as: "secrets"),
        "RotatedSecret": Schema.object(
            [
                "secret": Schema.reference("ClientSecret"), "plain_secret": Schema.text,
                "ending": ["type": "array", "items": Schema.reference("ClientSecret")],
            ], required: ["secret", "plain_secret", "ending"]),
        "SecretResponse": Schema.object(["secret": Schema.reference("ClientSecret")], required: ["secret"]),
        "CreatedSecret": Schema.object(
            ["secret": Schema.reference("ClientSecret"), "plain_secret": Schema.text],
            required: ["secret", "plain_secret"]),
    ]

    /// A secret as it is shown, with further members.
    private static func secret(_ more: [JSONValue.Member] = [], required: [String] = []) -> JSONValue {
        let own: [JSONValue.Member] = [
            .init("id", Schema.id("sks_")), .init("secret_suffix", Schema.text), .init("status", status),
            .init("create_time", Schema.time), .init("update_time", Schema.time),
            .init("last_used_time", Schema.time), .init("last_used_address", Schema.text),
            .init("expire_time", Schema.time),
        ]
        let names = ["id", "secret_suffix", "status", "create_time", "update_time", "last_used_time"] + required
        return [
            "type": "object", "properties": .object(own + more), "required": .array(names.map(JSONValue.string)),
            "additionalProperties": false,
        ]
    }

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
        "SecretScanningReport": [
            "type": "array", "maxItems": .integer(Int64(SecretMatch.maximumCount)),
            "items": [
                "type": "object",
                "properties": [
                    "token": Schema.text, "type": Schema.text, "url": Schema.text, "source": Schema.text,
                ],
                "required": ["token", "type"],
            ],
        ],
        "SecretScanningVerdicts": [
            "type": "array",
            "items": Schema.object(
                [
                    "token_hash": Schema.text, "token_type": Schema.text,
                    "label": ["type": "string", "enum": ["true_positive", "false_positive"]],
                ], required: ["token_hash", "token_type", "label"]),
        ],
    ]
}
