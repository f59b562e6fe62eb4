package import Hummingbird
import NIOCore

/// What a request carries besides its bytes.
package struct ServerRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The connection, or the stream of HTTP/2.
    let channel: any Channel
    /// The address at the other end of the connection, a proxy's where there is one.
    let peerAddress: String
    /// The address of the client itself, as far as trusted proxies tell.
    var clientAddress: String
    /// Names the request in log lines and in the `x-request-id` header of the response.
    let requestID: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        peerAddress = source.channel.remoteAddress?.ipAddress ?? "unknown"
        clientAddress = peerAddress
        requestID = RequestIdentifier.generate()
    }
}
