import Testing
import Traces

@Suite struct TraceParentTests {
    static let trace = "0af7651916cd43dd8448eb211c80319c"
    static let span = "b7ad6b7169203331"
    static let plain = "00-\(trace)-\(span)-01"

    @Test func whatCameGoesOut() throws {
        let context = try #require(SpanContext(traceparent: [Self.plain]))
        #expect(context.traceID.description == Self.trace)
        #expect(context.spanID.description == Self.span)
        #expect(context.traceparent == Self.plain)
        #expect(context.traceID.bytes.count == 16 && context.traceID.bytes.first == 0x0A)
        #expect(context.spanID.bytes == [0xB7, 0xAD, 0x6B, 0x71, 0x69, 0x20, 0x33, 0x31])
    }

    @Test(arguments: [("00", false), ("01", true), ("02", false), ("03", true), ("ff", true), ("fe", false)])
    func onlyTheLastFlagSaysWhatIsSampled(_ flags: String, _ isSampled: Bool) throws {
        let context = try #require(SpanContext(traceparent: ["00-\(Self.trace)-\(Self.span)-\(flags)"]))
        #expect(context.isSampled == isSampled)
        // Flags that are not known are not handed on (W3C Trace Context §3.2.2.5).
        #expect(context.traceparent.hasSuffix(isSampled ? "-01" : "-00"))
    }

    @Test(arguments: [
        "", "00", "00-\(trace)-\(span)", "00-\(trace)-\(span)-", "00-\(trace)-\(span)-1", "00-\(trace)-\(span)-001",
        "00-\(trace)-\(span)-01-", "00-\(trace)-\(span)-01-more", "00-\(trace)-\(span)-01.", "00_\(trace)_\(span)_01",
        "ff-\(trace)-\(span)-01", "0-\(trace)-\(span)-01", "000-\(trace)-\(span)-01", "FF-\(trace)-\(span)-01",
        "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01",
        "00-\(trace.uppercased())-\(span)-01", "00-\(trace)-\(span.uppercased())-01", "00-\(trace)-\(span)-0G",
        "00-\(trace.dropLast())g-\(span)-01", "00-\(trace)-\(span)-0x", "00-\(trace)-\(span)-0é",
        " 00-\(trace)-\(span)-01", "00-\(trace)-\(span)-01 ", "01-\(trace)-\(span)-01x", "01-\(trace)-\(span)-01.x",
        "cc-\(trace)-\(span)-0", "00-\(span)-\(trace)-01",
    ])
    func whatIsMalformedIsNotThere(_ text: String) {
        #expect(SpanContext(traceparent: [text], tracestate: ["a=b"]) == nil)
    }

    @Test(arguments: [
        "01-\(trace)-\(span)-01", "cc-\(trace)-\(span)-01-what-the-future-says", "fe-\(trace)-\(span)-01-",
    ])
    func aLaterVersionIsReadAsFarAsItIsKnown(_ text: String) throws {
        #expect(try #require(SpanContext(traceparent: [text])).traceparent == Self.plain)
    }

    @Test func severalHeadersAreMalformed() {
        #expect(SpanContext(traceparent: []) == nil)
        #expect(SpanContext(traceparent: [Self.plain, Self.plain]) == nil)
    }

    @Test func everyChangeOfOneByteIsReadTheSameOrNotAtAll() {
        let bytes = Array(Self.plain.utf8)
        for index in bytes.indices {
            for byte in UInt8(0x20)...0x7E where byte != bytes[index] {
                var changed = bytes
                changed[index] = byte
                let text = String(decoding: changed, as: UTF8.self)
                guard let context = SpanContext(traceparent: [text]) else { continue }
                let ids = text.dropFirst(3).prefix(49)
                #expect(ids == "\(context.traceID)-\(context.spanID)", "\(text)")
            }
        }
    }

    @Test func itIsReadWhereItStands() {
        let bytes = Array("xx\(Self.plain)yy".utf8)
        #expect(SpanContext(traceparent: bytes.span.bytes, 2..<bytes.count - 2)?.traceparent == Self.plain)
        #expect(SpanContext(traceparent: bytes.span.bytes, 2..<bytes.count) == nil)
        #expect(SpanContext(traceparent: bytes.span.bytes, 2..<20) == nil)
    }
}
