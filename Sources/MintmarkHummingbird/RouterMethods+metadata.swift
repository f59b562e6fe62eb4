import FoundationEssentials
import HTTPTypes
public import Hummingbird

extension RouterMethods {
    /// Serves `/.well-known/oauth-protected-resource` (RFC 9728 §2), which tells clients where to get tokens.
    /// - Parameters:
    ///   - resource: the identifier of this resource server: the audience of its tokens.
    ///   - issuers: the issuers whose tokens it accepts.
    ///   - scopes: the scopes that its routes ask for.
    /// - Throws: when a text cannot be written as JSON.
    @discardableResult
    public func protectedResourceMetadata(resource: String, issuers: [String], scopes: [String]) throws -> Self {
        let metadata = ProtectedResourceMetadata(
            resource: resource, authorization_servers: issuers, scopes_supported: scopes,
            bearer_methods_supported: ["header"])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = ByteBuffer(bytes: try encoder.encode(metadata))
        return get("/.well-known/oauth-protected-resource") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json", .cacheControl: "public, max-age=300"],
                body: .init(byteBuffer: body))
        }
    }
}

/// The members of the document, by their registered names.
private struct ProtectedResourceMetadata: Encodable {
    let resource: String
    let authorization_servers: [String]
    let scopes_supported: [String]
    let bearer_methods_supported: [String]
}
