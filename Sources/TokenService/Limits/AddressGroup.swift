import OAuthCore

/// Whom an address stands for when attempts are counted: itself, or for IPv6 its network of 64 bits, of which one
/// customer has every address.
package enum AddressGroup: Sendable, Hashable {
    case ipv4(UInt32)
    case ipv6Network(UInt64)
    /// All that is no address.
    case unknown

    package init(_ address: String) {
        guard let address = IPAddress(address) else {
            self = .unknown
            return
        }
        self = address.isIPv4 ? .ipv4(UInt32(truncatingIfNeeded: address.low)) : .ipv6Network(address.high)
    }
}
