package import OAuthCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The key that an endpoint and this server share: `whsec_` and the base64 of 24 to 64 bytes (Standard Webhooks, "Signature
/// scheme").
package struct WebhookSecret: Sendable {
    static let prefix = "whsec_"
    static let sizes = 24...64
    /// Of new secrets, in bytes.
    private static let size = 32

    let key: Secret<[UInt8]>

    init(key: [UInt8]) {
        self.key = Secret(key)
    }

    /// A new secret from the system's random source.
    package static func generate() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return WebhookSecret(key: (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// Reads the text of ``serialized``, with or without its prefix; `nil` for anything else.
    package init?(_ text: Secret<String>) {
        var encoded = Substring(text.reveal())
        if encoded.hasPrefix(Self.prefix) { encoded = encoded.dropFirst(Self.prefix.count) }
        guard let bytes = Data(base64Encoded: String(encoded)), Self.sizes.contains(bytes.count) else { return nil }
        key = Secret(Array(bytes))
    }

    package var serialized: Secret<String> {
        Secret(Self.prefix + Data(key.reveal()).base64EncodedString())
    }
}
