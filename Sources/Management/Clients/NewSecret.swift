public import OAuthCore

/// A secret that was just made: what is stored of it, and the secret itself, to be shown once.
public struct NewSecret: Sendable {
    public let stored: ClientSecret
    public let plain: Secret<String>
}
