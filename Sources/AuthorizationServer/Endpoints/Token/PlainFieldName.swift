/// What the name of a header says about a token request.
enum PlainFieldName: Equatable {
    case authorization
    case connection
    case contentLength
    case contentType
    case forwardedFor
    case forwardedProto
    case host
    case traceparent
    case tracestate
    /// Changes how the message or the connection is to be read; the HTTP codec knows how.
    case unusual
    /// Every other.
    case meaningless

    /// - Parameter name: where the name stands, in any letter case.
    init(_ bytes: RawSpan, _ name: Range<Int>) {
        func isNamed(_ text: StaticString) -> Bool { bytes.hasText(text, name) }
        self = .meaningless
        switch name.count {
        case 2: if isNamed("te") { self = .unusual }
        case 4: if isNamed("host") { self = .host }
        case 6: if isNamed("expect") { self = .unusual }
        case 7: if isNamed("upgrade") || isNamed("trailer") { self = .unusual }
        case 10:
            if isNamed("connection") { self = .connection }
            if isNamed("tracestate") { self = .tracestate }
        case 11: if isNamed("traceparent") { self = .traceparent }
        case 12: if isNamed("content-type") { self = .contentType }
        case 13: if isNamed("authorization") { self = .authorization }
        case 14: if isNamed("content-length") { self = .contentLength }
        case 15: if isNamed("x-forwarded-for") { self = .forwardedFor }
        case 16: if isNamed("proxy-connection") { self = .unusual }
        case 17:
            if isNamed("transfer-encoding") { self = .unusual }
            if isNamed("x-forwarded-proto") { self = .forwardedProto }
        default: break
        }
    }
}
