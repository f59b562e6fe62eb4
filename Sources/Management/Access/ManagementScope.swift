/// What a token of an environment client may do with the management API.
package enum ManagementScope: String, Sendable, CaseIterable {
    case organizationsRead = "organizations:read"
    case organizationsWrite = "organizations:write"
    /// The clients of organizations and their secrets.
    case clientsRead = "clients:read"
    case clientsWrite = "clients:write"
    /// The clients of the environment itself and their secrets.
    case environmentRead = "environment:read"
    case environmentWrite = "environment:write"
    /// Signing keys.
    case keysRead = "keys:read"
    case keysWrite = "keys:write"
    case revocationsRead = "revocations:read"
    case revocationsWrite = "revocations:write"
    /// Asking about any token at the introspection endpoint.
    case tokensIntrospect = "tokens:introspect"
    case auditRead = "audit:read"
    /// Webhook endpoints and what was delivered to them.
    case webhooksRead = "webhooks:read"
    case webhooksWrite = "webhooks:write"
}
