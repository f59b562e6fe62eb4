#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An IP address, read strictly. An IPv4 address inside IPv6 (`::ffff:192.0.2.1`, RFC 4291 §2.5.5.2) is the IPv4
/// address.
package struct IPAddress: Sendable, Hashable {
    /// The first 64 bits of IPv6; 0 for IPv4.
    package let high: UInt64
    /// The last 64 bits of IPv6, or the 32 bits of IPv4.
    package let low: UInt64
    package let isIPv4: Bool

    /// Whether the text wrote an IPv4 address in the form of IPv6.
    let isMapped: Bool

    /// `nil` when the text is no address: names, ports, zones and shortened IPv4 are refused.
    package init?(_ text: String) {
        // A NUL would end the text for inet_pton.
        guard !text.utf8.contains(0) else { return nil }
        var v4 = in_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            self.init(high: 0, low: UInt64(UInt32(bigEndian: v4.s_addr)), isIPv4: true, isMapped: false)
            return
        }
        var v6 = in6_addr()
        guard inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        let (high, low) = withUnsafeBytes(of: v6) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        let isMapped = high == 0 && low >> 32 == 0xFFFF
        self.init(high: high, low: isMapped ? low & 0xFFFF_FFFF : low, isIPv4: isMapped, isMapped: isMapped)
    }

    init(high: UInt64, low: UInt64, isIPv4: Bool, isMapped: Bool = false) {
        self.high = high
        self.low = low
        self.isIPv4 = isIPv4
        self.isMapped = isMapped
    }

    /// 32 or 128.
    var size: Int { isIPv4 ? 32 : 128 }

    /// The address with all bits behind the first `length` set to 0.
    func masked(to length: Int) -> IPAddress {
        if isIPv4 { return IPAddress(high: 0, low: low & (Self.mask(length + 32) & 0xFFFF_FFFF), isIPv4: true) }
        return IPAddress(high: high & Self.mask(length), low: low & Self.mask(length - 64), isIPv4: false)
    }

    /// The first `length` of 64 bits.
    private static func mask(_ length: Int) -> UInt64 {
        length <= 0 ? 0 : length >= 64 ? .max : ~(UInt64.max >> UInt64(length))
    }

    package static func == (left: IPAddress, right: IPAddress) -> Bool {
        left.low == right.low && left.high == right.high && left.isIPv4 == right.isIPv4
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(high)
        hasher.combine(low)
        hasher.combine(isIPv4)
    }
}

extension IPAddress: CustomStringConvertible {
    /// The usual text: dotted decimal, or that of RFC 5952 for IPv6.
    package var description: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let size = socklen_t(buffer.count)
        if isIPv4 {
            var address = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
            inet_ntop(AF_INET, &address, &buffer, size)
        } else {
            var address = in6_addr()
            withUnsafeMutableBytes(of: &address) { bytes in
                bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
                bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            inet_ntop(AF_INET6, &address, &buffer, size)
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
