/// A range of IP addresses in CIDR notation (RFC 4632, RFC 4291 §2.3): `10.0.0.0/8`, `2001:db8::/32`, or one address.
package struct AddressRange: Sendable, Hashable {
    /// The first address of the range.
    private let network: IPAddress
    private let prefixLength: Int

    /// `nil` when the text is no such range. Bits behind the prefix are dropped: `10.1.2.3/8` is `10.0.0.0/8`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        var length = address.size
        if parts.count == 2 {
            guard let number = Self.number(parts[1]) else { return nil }
            // The prefix counts the bits of the form that was written: ::ffff:10.0.0.0/104 is 10.0.0.0/8.
            length = address.isMapped ? number - 96 : number
        }
        guard (0...address.size).contains(length) else { return nil }
        network = address.masked(to: length)
        prefixLength = length
    }

    /// One to three digits without a leading zero.
    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            text.utf8.count == 1 || text.utf8.first != 0x30
        else { return nil }
        return Int(text)
    }

    /// Whether the address in `text`, a range, is the first one of this range, so that no bits were dropped.
    func isWritten(exactly text: String) -> Bool {
        IPAddress(String(text.prefix { $0 != "/" })) == network
    }

    /// Addresses of IPv4 are in ranges of IPv4 alone, and those of IPv6 in ranges of IPv6: `::/0` has no IPv4 address.
    package func contains(_ address: IPAddress) -> Bool {
        address.isIPv4 == network.isIPv4 && address.masked(to: prefixLength) == network
    }

    /// As ``contains(_:)-(IPAddress)`` for text; a text that is no address is in no range.
    package func contains(_ text: String) -> Bool {
        IPAddress(text).map(contains) ?? false
    }
}

extension AddressRange: CustomStringConvertible {
    /// The one text that stands for the range: without a prefix for a single address.
    package var description: String {
        prefixLength == network.size ? network.description : "\(network)/\(prefixLength)"
    }
}
