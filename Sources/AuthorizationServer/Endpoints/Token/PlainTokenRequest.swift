import Traces

/// A token request in the usual form: `POST /oauth/token HTTP/1.1`, a form of known length, headers that mean nothing
/// unusual for the connection or the message. What it leaves out, the server does not look at.
struct PlainTokenRequest: Equatable {
    /// The value of `Content-Type`, which names a form.
    var contentType: String
    /// The value of `Authorization`.
    var authorization: String?
    /// The values of all `X-Forwarded-For` headers.
    var forwardedFor: [String] = []
    /// The value of `X-Forwarded-Proto`.
    var forwardedProto: String?
    /// The span of the caller that `traceparent` names; `nil` when it is malformed.
    var caller: SpanContext?
    /// The values of all `tracestate` headers.
    var traceState: [String] = []
    var body: [UInt8]
    /// The bytes of the whole request.
    var size: Int

    /// What the first bytes of a request may be.
    enum Reading: Equatable {
        case request(PlainTokenRequest)
        /// Nothing that it cannot be, so far.
        case incomplete
        /// Anything else, a malformed request included; the HTTP codec tells.
        case other
    }

    /// The largest head that is read, in bytes.
    static let maximumHeadSize = 8 * 1024
    static let maximumHeaderCount = 64
}
