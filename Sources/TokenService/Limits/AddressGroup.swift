#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whom an address stands for when attempts are counted: itself, or for IPv6 its network of 64 bits, of which one
/// customer has every address.
package enum AddressGroup {
    /// A text that is the same for all addresses of a group.
    package static func name(of address: String) -> String {
        guard address.utf8.contains(UInt8(ascii: ":")) else { return address }
        var bytes = in6_addr()
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        return withUnsafeBytes(of: bytes) { bytes in
            // An IPv4 address inside IPv6 stands for itself.
            let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            return isMapped ? address : bytes[..<8].map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
        }
    }
}
