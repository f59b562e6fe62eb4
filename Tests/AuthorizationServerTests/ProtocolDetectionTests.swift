import Testing

@testable import AuthorizationServer

@Suite struct ProtocolDetectionTests {
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    @Test func everyPartOfThePrefaceNeedsMoreAndTheWholeIsHTTP2() {
        for count in 0..<Self.preface.count {
            #expect(ProtocolDetection.Beginning(Self.preface.prefix(count)) == nil)
        }
        #expect(ProtocolDetection.Beginning(Self.preface) == .http2)
        #expect(ProtocolDetection.Beginning(Self.preface + [0, 0, 0]) == .http2)
    }

    @Test func oneOtherByteAnywhereIsHTTP1() {
        for index in Self.preface.indices {
            var bytes = Self.preface
            bytes[index] ^= 0x20
            #expect(ProtocolDetection.Beginning(bytes) == .http1)
            #expect(ProtocolDetection.Beginning(bytes.prefix(index + 1)) == .http1)
        }
        #expect(ProtocolDetection.Beginning(Array("POST /".utf8)) == .http1)
        #expect(ProtocolDetection.Beginning([UInt8(ascii: "\r")]) == .http1)
    }

    @Test func aHandshakeIsKnownByItsFirstByte() {
        #expect(ProtocolDetection.Beginning([0x16]) == .tlsHandshake)
        #expect(ProtocolDetection.Beginning([0x16, 3, 1, 0]) == .tlsHandshake)
    }
}
