/// From where a client may ask for tokens.
package enum AllowedAddresses {
    /// The most ranges that a client may have.
    package static let maximumCount = 100

    /// Whether a client at this address may go on. Fails closed: with ranges set, a text that is no address is refused.
    /// - Parameter ranges: empty for everywhere.
    package static func permit(_ address: String, _ ranges: [AddressRange]) -> Bool {
        guard !ranges.isEmpty else { return true }
        guard let address = IPAddress(address) else { return false }
        return ranges.contains { $0.contains(address) }
    }
}
