import JOSE
import OAuthCore

/// The schemas of the OAuth endpoints.
enum OpenAPIOAuthSchemas {
    private typealias Schema = OpenAPISchemas

    static let all: JSONValue = [
        "TokenRequest": [
            "type": "object",
            "properties": [
                "grant_type": ["type": "string", "const": .string(TokenRequest.grantType)],
                "client_id": Schema.text, "client_secret": Schema.text, "scope": Schema.text,
                "audience": Schema.text, "resource": Schema.text,
            ],
            "required": ["grant_type"],
        ],
        "TokenResponse": Schema.object(
            [
                "access_token": Schema.text, "token_type": ["type": "string", "const": "Bearer"],
                "expires_in": ["type": "integer", "minimum": 1], "scope": Schema.text,
            ], required: ["access_token", "token_type", "expires_in"]),
        "RevocationRequest": tokenForm,
        "IntrospectionRequest": tokenForm,
        "IntrospectionResponse": [
            "type": "object", "properties": ["active": ["type": "boolean"]], "required": ["active"],
        ],
        "OAuthError": Schema.object(
            ["error": Schema.text, "error_description": Schema.text], required: ["error", "error_description"]),
        "JSONWebKeySet": Schema.object(
            ["keys": ["type": "array", "minItems": 1, "items": ["type": "object"]]], required: ["keys"]),
        "ServerMetadata": [
            "type": "object",
            "properties": ["issuer": Schema.text, "token_endpoint": Schema.text, "jwks_uri": Schema.text],
            "required": ["issuer", "token_endpoint", "jwks_uri"],
        ],
    ]

    /// The form of requests about a token (RFC 7009 §2.1, RFC 7662 §2.1).
    private static let tokenForm: JSONValue = [
        "type": "object",
        "properties": [
            "token": Schema.text, "token_type_hint": Schema.text, "client_id": Schema.text,
            "client_secret": Schema.text,
        ],
        "required": ["token"],
    ]
}
