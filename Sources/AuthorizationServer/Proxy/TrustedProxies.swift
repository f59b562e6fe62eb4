import HTTPTypes
package import OAuthCore

/// The proxies whose word about the client is taken. Forwarded headers from anyone else are ignored (RFC 9700 §4.13).
package struct TrustedProxies: Sendable {
    private let ranges: [AddressRange]

    package init(_ ranges: [AddressRange]) {
        self.ranges = ranges
    }

    func contains(_ address: String) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    /// Whether a connection without TLS is no danger: from this machine, or from a proxy that adds TLS.
    func mayBePlain(peer: String) -> Bool {
        Self.loopback.contains { $0.contains(peer) } || contains(peer)
    }

    /// The address of the client: the last one in `X-Forwarded-For` that is not a trusted proxy itself.
    func clientAddress(peer: String, headers: HTTPFields) -> String {
        guard !ranges.isEmpty, contains(peer) else { return peer }
        return clientAddress(proxy: peer, forwardedFor: headers[values: Self.forwardedFor])
    }

    /// - Parameters:
    ///   - proxy: the address of a trusted proxy.
    ///   - forwardedFor: the values of its `X-Forwarded-For` headers.
    func clientAddress(proxy peer: String, forwardedFor: [String]) -> String {
        let hops = forwardedFor.joined(separator: ",").split(separator: ",")
        for hop in hops.reversed() {
            let address = Self.withoutPort(String(hop).filter { $0 != " " && $0 != "\t" })
            guard AddressRange(address) != nil else { return peer }
            if !contains(address) { return address }
        }
        return peer
    }

    /// Whether a trusted proxy says that the client spoke plain HTTP to it.
    func saysPlainHTTP(peer: String, headers: HTTPFields) -> Bool {
        guard !ranges.isEmpty, contains(peer) else { return false }
        return headers[Self.forwardedProto]?.lowercased() == "http"
    }

    /// Some gateways write `203.0.113.9:5123` and `[2001:db8::1]:5123`.
    private static func withoutPort(_ hop: String) -> String {
        if hop.hasPrefix("[") { return String(hop.dropFirst().prefix { $0 != "]" }) }
        return hop.filter { $0 == ":" }.count == 1 ? String(hop.prefix { $0 != ":" }) : hop
    }

    private static let loopback = ["127.0.0.0/8", "::1"].compactMap(AddressRange.init)
    private static let forwardedFor = HTTPField.Name("x-forwarded-for") ?? .via
    private static let forwardedProto = HTTPField.Name("x-forwarded-proto") ?? .via
}
