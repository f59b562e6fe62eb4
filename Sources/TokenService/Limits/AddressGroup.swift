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

extension AddressGroup: LimitKey {
    package init?(limitKey: String) {
        let parts = limitKey.split(separator: ":", maxSplits: 1)
        switch (parts.first, parts.last) {
        case ("4", let number?):
            guard let number = UInt32(number) else { return nil }
            self = .ipv4(number)
        case ("6", let number?):
            guard let number = UInt64(number) else { return nil }
            self = .ipv6Network(number)
        case ("none", _): self = .unknown
        default: return nil
        }
    }

    package var limitKey: String {
        switch self {
        case .ipv4(let number): "4:\(number)"
        case .ipv6Network(let number): "6:\(number)"
        case .unknown: "none"
        }
    }
}
