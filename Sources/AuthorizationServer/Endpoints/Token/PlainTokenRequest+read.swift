import TokenService
import Traces

extension PlainTokenRequest {
    /// Reads the request that `bytes` begin with, in one pass. Stricter than RFC 9112 wherever that lets a receiver
    /// choose, so that what is taken here has one meaning for every receiver on the way.
    static func read(_ bytes: RawSpan) -> Reading {
        let isCut = bytes.byteCount < requestLine.utf8CodeUnitCount
        guard bytes.isEqual(0..<min(bytes.byteCount, requestLine.utf8CodeUnitCount), to: requestLine) else {
            return .other
        }
        guard !isCut else { return .incomplete }
        var head = PlainTokenRequestHead()
        var position = requestLine.utf8CodeUnitCount
        while true {
            switch bytes.readPlainField(&position) {
            case .field(let name, let value): guard head.take(bytes, name, value) else { return .other }
            case .end: return head.request(bytes, bodyAt: position)
            case .incomplete: return bytes.byteCount < maximumHeadSize ? .incomplete : .other
            case .other: return .other
            }
        }
    }

    private static var requestLine: StaticString { "POST /oauth/token HTTP/1.1\r\n" }
}

/// What has been read of the headers of a ``PlainTokenRequest``.
private struct PlainTokenRequestHead {
    private var contentType: String?
    private var authorization: String?
    private var forwardedFor: [String] = []
    private var forwardedProto: String?
    private var caller: SpanContext?
    private var traceparents = 0
    private var traceState: [String] = []
    private var contentLength: Int?
    private var hasHost = false
    private var isKeptAlive = false
    private var count = 0

    /// - Returns: whether the request is still one in the usual form.
    mutating func take(_ bytes: RawSpan, _ name: Range<Int>, _ value: Range<Int>) -> Bool {
        count += 1
        guard count <= PlainTokenRequest.maximumHeaderCount else { return false }
        switch PlainFieldName(bytes, name) {
        case .meaningless: return true
        case .unusual: return false
        case .host:
            defer { hasHost = true }
            return !hasHost && !value.isEmpty
        case .connection:
            defer { isKeptAlive = true }
            return !isKeptAlive && bytes.hasText("keep-alive", value)
        case .contentLength:
            guard contentLength == nil, let length = bytes.decimal(value) else { return false }
            contentLength = length
            return length <= TokenHTTPRequest.maximumBodySize
        case .contentType:
            guard contentType == nil else { return false }
            contentType = Self.form(bytes, value)
            return contentType != nil
        case .authorization:
            guard authorization == nil else { return false }
            authorization = bytes.text(value)
        case .forwardedFor: forwardedFor.append(bytes.text(value))
        case .forwardedProto:
            guard forwardedProto == nil else { return false }
            forwardedProto = bytes.text(value)
        case .traceparent:
            // More than one is malformed, and so as good as none.
            caller = traceparents == 0 ? SpanContext(traceparent: bytes, value) : nil
            traceparents += 1
        case .tracestate: traceState.append(bytes.text(value))
        }
        return true
    }

    /// - Returns: the media type with its parameters; `nil` for others than that of forms.
    private static func form(_ bytes: RawSpan, _ value: Range<Int>) -> String? {
        let end = value.lowerBound + formType.utf8CodeUnitCount
        guard value.upperBound >= end, bytes.hasText(formType, value.lowerBound..<end) else { return nil }
        guard value.upperBound > end else { return formType.description }
        return bytes.byte(end) == UInt8(ascii: ";") ? bytes.text(value) : nil
    }

    private static var formType: StaticString { "application/x-www-form-urlencoded" }

    func request(_ bytes: RawSpan, bodyAt start: Int) -> PlainTokenRequest.Reading {
        guard hasHost, let contentType, let contentLength, start <= PlainTokenRequest.maximumHeadSize else {
            return .other
        }
        let end = start + contentLength
        guard bytes.byteCount >= end else { return .incomplete }
        return .request(
            PlainTokenRequest(
                contentType: contentType, authorization: authorization, forwardedFor: forwardedFor,
                forwardedProto: forwardedProto, caller: caller, traceState: traceState, body: bytes.array(start..<end),
                size: end))
    }
}
