/// What restricts the use of a client beside its secrets.
package struct ClientLimits: Sendable, Hashable {
    /// From where it may ask for tokens; empty for everywhere.
    package var allowedAddresses: [AddressRange] = []
    /// How many tokens it may get; `nil` for the environment's default.
    package var quota: TokenQuota?

    package init(allowedAddresses: [AddressRange] = [], quota: TokenQuota? = nil) {
        self.allowedAddresses = allowedAddresses
        self.quota = quota
    }

    /// Whether nothing is restricted.
    package var isEmpty: Bool { allowedAddresses.isEmpty && quota == nil }
}
