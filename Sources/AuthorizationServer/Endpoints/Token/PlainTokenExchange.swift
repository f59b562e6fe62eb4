import TokenService
import Traces

/// A token request in the usual form on its way.
struct PlainTokenExchange {
    let requestID = RequestIdentifier.generate()
    let start = ContinuousClock.now
    /// The address of the client itself, as far as trusted proxies tell.
    let clientAddress: String
    /// `nil` when tracing is off.
    let span: OpenSpan?

    init(_ plain: PlainTokenRequest, from peer: TokenRequestPeer, _ envelope: RequestEnvelope) {
        let proxies = envelope.proxies
        clientAddress =
            peer.isTrustedProxy
            ? proxies.clientAddress(proxy: peer.address, forwardedFor: plain.forwardedFor) : peer.address
        span = envelope.tracing?.begin(plain)
    }

    func request(_ plain: PlainTokenRequest) -> TokenHTTPRequest {
        TokenHTTPRequest(
            contentType: plain.contentType, authorization: plain.authorization.map { [$0] } ?? [], query: nil,
            body: plain.body, address: clientAddress, requestID: requestID,
            span: span?.recorded)
    }
}
