package import OAuthCore

/// A secret that was just made: what is stored of it, and the secret itself, to be shown once.
package struct NewSecret: Sendable {
    package let stored: ClientSecret
    package let plain: Secret<String>
}
