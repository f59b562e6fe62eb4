import HummingbirdCore
import NIOCore
import NIOHTTP2
import NIOHTTPTypes

/// A connection once it is known which HTTP it speaks.
enum NegotiatedConnection: Sendable {
    typealias Stream = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    case http1(Stream)
    case http2(NIOHTTP2Handler.AsyncStreamMultiplexer<Stream>)
}
