package import OAuthCore

/// What a committed write did to clients.
package enum ClientChange: Sendable, Equatable {
    /// The client is new or changed; this is what is stored now.
    case saved(Client)
    case removed([ClientID])
    /// The quota of an organization is this now, which all its clients share; `nil` for none of its own.
    case quota(OrganizationID, TokenQuota?)
}
