import OAuthCore

/// What restricts a client, as the token path needs it; most clients have none, and those that have only the
/// environment's default share one.
package final class ClientRestrictions: Sendable {
    /// Empty for everywhere.
    let allowedAddresses: [AddressRange]
    /// Its own, or the environment's default.
    let quota: TokenQuota?

    init(allowedAddresses: [AddressRange], quota: TokenQuota?) {
        self.allowedAddresses = allowedAddresses
        self.quota = quota
    }
}
