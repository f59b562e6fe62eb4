/// Whether an address is on the public internet, from the registries of special-purpose addresses (RFC 6890, IANA).
package enum AddressScope {
    /// IPv4 ranges that no webhook may reach, with their prefix lengths.
    private static let specialIPv4: [([UInt8], Int)] = [
        ([0, 0, 0, 0], 8),  // this network, unspecified
        ([10, 0, 0, 0], 8),  // private (RFC 1918)
        ([100, 64, 0, 0], 10),  // carrier-grade NAT (RFC 6598); some clouds keep metadata there
        ([127, 0, 0, 0], 8),  // loopback
        ([169, 254, 0, 0], 16),  // link-local (RFC 3927); metadata of clouds at 169.254.169.254
        ([172, 16, 0, 0], 12),  // private
        ([192, 0, 0, 0], 24),  // protocol assignments
        ([192, 0, 2, 0], 24),  // documentation
        ([192, 88, 99, 0], 24),  // 6to4 relays
        ([192, 168, 0, 0], 16),  // private
        ([198, 18, 0, 0], 15),  // benchmarks
        ([198, 51, 100, 0], 24),  // documentation
        ([203, 0, 113, 0], 24),  // documentation
        ([224, 0, 0, 0], 4),  // multicast
        ([240, 0, 0, 0], 4),  // reserved, broadcast
        ([168, 63, 129, 16], 32),  // the wire server of Azure, inside its virtual networks
    ]

    /// Parts of 2000::/3, the global unicast addresses, that are not public after all.
    private static let specialIPv6: [([UInt8], Int)] = [
        ([0x20, 0x01, 0x00, 0x00], 23),  // protocol assignments with Teredo, which embeds IPv4
        ([0x20, 0x01, 0x0D, 0xB8], 32),  // documentation
        ([0x3F, 0xFF, 0x00, 0x00], 20),  // documentation (RFC 9637)
    ]

    package static func isPublic(_ address: IPAddress) -> Bool {
        if address.bytes.count == 4 {
            return !specialIPv4.contains { address.hasPrefix($0.0, length: $0.1) }
        }
        if let embedded = embeddedIPv4(address) { return isPublic(embedded) }
        // Everything outside 2000::/3 is loopback, unspecified, link-local, unique local, multicast or unassigned.
        guard address.hasPrefix([0x20], length: 3) else { return false }
        return !specialIPv6.contains { address.hasPrefix($0.0, length: $0.1) }
    }

    /// The IPv4 address that packets to an IPv6 address end up at.
    private static func embeddedIPv4(_ address: IPAddress) -> IPAddress? {
        let bytes = address.bytes
        // 64:ff9b::/96, NAT64 (RFC 6052). 64:ff9b:1::/48 is for local use and refused with the rest outside 2000::/3,
        // and so are ::ffff:0:0/96, mapped, and ::/96, compatible, which no resolver has reason to give.
        if address.hasPrefix([0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], length: 96) {
            return IPAddress(bytes: Array(bytes[12...]))
        }
        // 2002::/16, 6to4 (RFC 3056).
        if address.hasPrefix([0x20, 0x02], length: 16) { return IPAddress(bytes: Array(bytes[2..<6])) }
        return nil
    }
}
