extension SpanContext {
    /// Reads the headers of a request. Whatever is malformed is as if it were not there, and a malformed `traceparent`
    /// takes `tracestate` with it (W3C Trace Context §3.3).
    /// - Parameters:
    ///   - traceparent: the values of all headers of the name; more than one is malformed.
    ///   - tracestate: the values of all headers of the name, which are one list.
    package init?(traceparent: [String], tracestate: [String] = []) {
        guard traceparent.count == 1 else { return nil }
        let bytes = Array(traceparent[0].utf8)
        self.init(traceparent: bytes.span.bytes, 0..<bytes.count)
        state = tracestate.isEmpty ? "" : TraceState.read(tracestate) ?? ""
    }

    /// Reads the value of `traceparent` (W3C Trace Context §3.2) without allocating.
    /// - Parameter range: where the value stands.
    package init?(traceparent bytes: RawSpan, _ range: Range<Int>) {
        func byte(_ offset: Int) -> UInt8 {
            bytes.unsafeLoad(fromByteOffset: range.lowerBound + offset, as: UInt8.self)
        }
        func value(_ offset: Int, _ digits: Int) -> UInt64? {
            Hexadecimal.value(bytes, range.lowerBound + offset..<range.lowerBound + offset + digits)
        }
        let dash = UInt8(ascii: "-")
        guard range.count >= Self.length, byte(2) == dash, byte(35) == dash, byte(52) == dash,
            let version = value(0, 2), version != 0xFF, let high = value(3, 16), let low = value(19, 16),
            let span = value(36, 16), let flags = value(53, 2),
            // A later version may say more behind what this one knows.
            range.count == Self.length || (version > 0 && byte(Self.length) == dash),
            let traceID = TraceID(high: high, low: low), let spanID = SpanID(span)
        else { return nil }
        self.init(traceID: traceID, spanID: spanID, isSampled: flags & 1 == 1)
    }

    private static var length: Int { 55 }

    /// The value of `traceparent` that goes out.
    package var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }
}
