package import OAuthCore

/// Everything that matters of a client when its secret may have leaked.
package struct ClientInspection: Sendable {
    package let client: Client
    /// Whom its tokens are for: its own audience, or what holds for clients without one.
    package let audience: [String]
    /// How long its tokens live, in seconds.
    package let lifetime: Int64
    package let usage: TokenUsage
}
