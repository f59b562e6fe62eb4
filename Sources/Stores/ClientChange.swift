package import OAuthCore

/// What a committed write did to clients.
package enum ClientChange: Sendable, Equatable {
    /// The client is new or changed; this is what is stored now.
    case saved(Client)
    case removed([ClientID])
}
