import Crypto
import OAuthCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Signs messages: `v1,` and the base64 of HMAC-SHA-256 over `id.timestamp.body` (Standard Webhooks, "Signature scheme").
package struct WebhookSigner: Sendable {
    private static let version = "v1,"
    private let secrets: [WebhookSecret]

    /// - Parameter secrets: all that are in force: several while a secret is being replaced, the newest first.
    package init(_ secrets: [WebhookSecret]) {
        self.secrets = secrets
    }

    /// The value of ``WebhookHeaders/signature``: one signature a secret, separated by spaces.
    /// - Parameter timestamp: of the attempt, in seconds since 1970.
    package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        let input = Self.input(id, timestamp, body)
        return secrets.map { secret in
            let code = HMAC<SHA256>.authenticationCode(for: input, using: SymmetricKey(data: secret.key.reveal()))
            return Self.version + Data(code).base64EncodedString()
        }.joined(separator: " ")
    }

    /// Whether one of the signatures in `header` is by one of the secrets. Compares in constant time; signatures of
    /// other versions are passed over.
    package func isValid(_ header: String, id: String, timestamp: Int64, body: [UInt8]) -> Bool {
        let input = Self.input(id, timestamp, body)
        let signatures = header.split(separator: " ").filter { $0.hasPrefix(Self.version) }.compactMap {
            Data(base64Encoded: String($0.dropFirst(Self.version.count)))
        }
        return secrets.contains { secret in
            let key = SymmetricKey(data: secret.key.reveal())
            return signatures.contains { HMAC<SHA256>.isValidAuthenticationCode($0, authenticating: input, using: key) }
        }
    }

    private static func input(_ id: String, _ timestamp: Int64, _ body: [UInt8]) -> [UInt8] {
        Array("\(id).\(timestamp).".utf8) + body
    }
}
