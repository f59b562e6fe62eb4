import HTTPTypes
import NIOCore
import TokenService
import Traces

/// A token request on its way.
struct TokenExchange {
    let head: HTTPRequest
    let query: String?
    let requestID = RequestIdentifier.generate()
    let start = ContinuousClock.now
    /// The address of the client itself, as far as trusted proxies tell.
    let clientAddress: String
    /// `nil` when tracing is off.
    let span: OpenSpan?
    var body: [UInt8] = []
    /// Whether all of the request has been read.
    var isRead = false

    var request: TokenHTTPRequest {
        TokenHTTPRequest(
            contentType: head.headerFields[.contentType], authorization: head.headerFields[values: .authorization],
            query: query, body: body, address: clientAddress, requestID: requestID,
            span: span?.recorded)
    }

    /// Whether the head says that the body is larger than `limit` bytes.
    func announcesMore(than limit: Int) -> Bool {
        guard let text = head.headerFields[.contentLength], let length = Int(text) else { return false }
        return length > limit
    }
}
