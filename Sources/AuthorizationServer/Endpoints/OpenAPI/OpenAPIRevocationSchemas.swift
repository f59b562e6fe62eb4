import JOSE
import OAuthCore

/// The schemas of revocations.
enum OpenAPIRevocationSchemas {
    private typealias Schema = OpenAPISchemas

    static let all: JSONValue = [
        "RevocationFields": Schema.object([
            "token": Schema.text, "token_id": ["type": "string", "pattern": "^tkn_[0-9a-f]{32}$"],
            "client_id": OpenAPISchemas.pathParameters["client_id"] ?? Schema.text, "secret_id": Schema.id("sks_"),
            "organization_id": Schema.id("org_"), "key_id": Schema.id("snk_"),
            "everything": ["type": "boolean", "const": true], "issued_before": Schema.time,
            "reason": Schema.text(0...ReasonText.maximumLength),
        ]),
        "Revocation": Schema.object(
            [
                "revision": ["type": "integer", "minimum": 1],
                "kind": [
                    "type": "string", "enum": ["token", "client", "secret", "organization", "key", "everything"],
                ],
                "subject": Schema.text, "issued_before": Schema.time, "expire_time": Schema.time,
                "create_time": Schema.time, "reason": Schema.text,
            ], required: ["revision", "kind", "issued_before", "expire_time", "create_time", "reason"]),
        "RevocationResponse": Schema.object(
            ["revocation": Schema.reference("Revocation")], required: ["revocation"]),
        "RevocationList": Schema.object(
            ["revocations": ["type": "array", "items": Schema.reference("Revocation")]], required: ["revocations"]),
        "Reason": Schema.object(["reason": Schema.text(0...ReasonText.maximumLength)]),
        "KeyRevoked": Schema.object(
            [
                "revoked_key": Schema.id("snk_"),
                "keys": ["type": "array", "items": Schema.reference("SigningKey")], "consequences": Schema.texts,
            ], required: ["revoked_key", "keys", "consequences"]),
    ]
}
