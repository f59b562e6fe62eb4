/// Who is at the other end of a connection; the same for all its requests.
struct TokenRequestPeer {
    let address: String
    let isTrustedProxy: Bool
    /// Whether a connection of it without TLS is no danger.
    let mayBePlain: Bool

    init(_ address: String?, _ proxies: TrustedProxies) {
        let address = address ?? "unknown"
        self.address = address
        isTrustedProxy = proxies.contains(address)
        mayBePlain = proxies.mayBePlain(peer: address)
    }
}
