import TokenService

/// A token request in the usual form on its way.
struct PlainTokenExchange {
    let requestID = RequestIdentifier.generate()
    let start = ContinuousClock.now
    /// The address of the client itself, as far as trusted proxies tell.
    let clientAddress: String

    init(_ plain: PlainTokenRequest, from peer: TokenRequestPeer, _ proxies: TrustedProxies) {
        clientAddress =
            peer.isTrustedProxy
            ? proxies.clientAddress(proxy: peer.address, forwardedFor: plain.forwardedFor) : peer.address
    }

    func request(_ plain: PlainTokenRequest) -> TokenHTTPRequest {
        TokenHTTPRequest(
            contentType: plain.contentType, authorization: plain.authorization.map { [$0] } ?? [], query: nil,
            body: plain.body, address: clientAddress, requestID: requestID)
    }
}
