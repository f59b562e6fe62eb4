import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import AuthorizationServer

@Suite struct PlainTokenRequestTests {
    private static let form = "grant_type=client_credentials&scope=read"
    private static let whole =
        "POST /oauth/token HTTP/1.1\r\nHost: auth.example.com\r\nUser-Agent: test/1.0\r\nAccept: */*\r\n"
        + "Authorization: Basic YTpi\r\nX-Forwarded-For: 203.0.113.9\r\nConnection: Keep-Alive\r\n"
        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 40\r\n\r\n" + form

    private static func read(_ bytes: [UInt8]) -> PlainTokenRequest.Reading { PlainTokenRequest.read(bytes.span.bytes) }

    @Test func theUsualFormIsRead() {
        let request = PlainTokenRequest(
            contentType: "application/x-www-form-urlencoded", authorization: "Basic YTpi",
            forwardedFor: ["203.0.113.9"], forwardedProto: nil, body: Array(Self.form.utf8),
            size: Self.whole.utf8.count)
        #expect(Self.read(Array(Self.whole.utf8)) == .request(request))
        #expect(Self.read(Array((Self.whole + Self.whole).utf8)) == .request(request))
    }

    @Test func everyBeginningIsIncomplete() {
        let bytes = Array(Self.whole.utf8)
        for count in bytes.indices { #expect(Self.read(Array(bytes[..<count])) == .incomplete) }
    }

    /// Whatever one byte is changed, left out or put in: what is taken has, byte for byte, the meaning that the HTTP
    /// decoder finds in it.
    @Test func whatIsTakenMeansTheSameToTheDecoder() throws {
        let whole = Array(Self.whole.utf8)
        var taken = 0
        for index in whole.indices.dropLast(Self.form.utf8.count) {
            var variants = [Array(whole[..<index] + whole[(index + 1)...])]
            for byte in Self.bytes {
                var changed = whole
                changed[index] = byte
                variants.append(changed)
                variants.append(Array(whole[..<index] + [byte] + whole[index...]))
            }
            for variant in variants {
                guard case .request(let request) = Self.read(variant) else { continue }
                taken += 1
                let decoded = try Self.decode(Array(variant.prefix(request.size)))
                #expect(decoded == Decoded(request), "\(String(decoding: variant, as: UTF8.self))")
            }
        }
        #expect(taken > 1000)
    }

    /// Those that mean something, and some that do not.
    private static let bytes: [UInt8] = Array(0...0x2F) + [0x3A, 0x3B, 0x40, 0x41, 0x61, 0x7B, 0x7E, 0x7F, 0x80, 0xFF]

    @Test(arguments: [
        "Transfer-Encoding: chunked", "Expect: 100-continue", "Upgrade: h2c", "Connection: close",
        "Connection: keep-alive",
        "TE: trailers", "Trailer: X", "Proxy-Connection: close", "Host: a", "Content-Length: 40",
        "Content-Type: application/x-www-form-urlencoded", "Authorization: Basic YTpi", "X: a ", "X: \ta", "X: a\tb",
        "X:  a",
        "X : a", " X: a", "X: a\r\n b", "X: a\nY: b", "X: \u{7F}", "X: \u{E9}", "X", ": a", "",
    ])
    func whatIsUnusualIsLeftToTheDecoder(line: String) {
        let text = Self.whole.replacing("Accept: */*", with: line)
        #expect(Self.read(Array(text.utf8)) == .other)
    }

    @Test func sizesAreBounded() {
        func read(_ body: Int, field: Int = 1, count: Int = 0) -> PlainTokenRequest.Reading {
            let head = Self.whole.replacing("Length: 40", with: "Length: \(body)")
                .replacing("Accept: */*", with: "Accept: " + String(repeating: "a", count: field))
                .replacing("\r\nHost", with: String(repeating: "\r\nX: a", count: count) + "\r\nHost")
            return Self.read(Array((head.dropLast(40) + String(repeating: "a", count: body)).utf8))
        }
        func isTaken(_ reading: PlainTokenRequest.Reading) -> Bool {
            if case .request = reading { true } else { false }
        }
        #expect(
            isTaken(read(0)) && isTaken(read(16_384)) && isTaken(read(1, field: 7900)) && isTaken(read(1, count: 56)))
        #expect(read(16_385) == .other && read(100_000) == .other)
        #expect(read(1, field: 8192) == .other)
        #expect(read(1, count: 57) == .other)
        // A head without an end is not waited for.
        #expect(Self.read(Array((Self.whole.prefix(40) + String(repeating: "a", count: 9000)).utf8)) == .other)
    }

    /// What both readers say of a request.
    private struct Decoded: Equatable {
        var contentType: String?
        var authorization: [String]
        var forwardedFor: [String]
        var forwardedProto: [String]
        var body: [UInt8]

        init(_ request: PlainTokenRequest) {
            contentType = request.contentType.lowercased()
            authorization = request.authorization.map { [$0] } ?? []
            forwardedFor = request.forwardedFor
            forwardedProto = request.forwardedProto.map { [$0] } ?? []
            body = request.body
        }

        init(_ headers: HTTPHeaders, body: [UInt8]) {
            contentType = headers["content-type"].first?.lowercased()
            authorization = headers["authorization"]
            forwardedFor = headers["x-forwarded-for"]
            forwardedProto = headers["x-forwarded-proto"]
            self.body = body
        }
    }

    /// - Returns: `nil` unless the bytes are exactly one `POST /oauth/token` after which the connection stays open.
    private static func decode(_ bytes: [UInt8]) throws -> Decoded? {
        let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        var head: HTTPRequestHead?
        var body: [UInt8] = []
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let found) where head == nil: head = found
            case .head: return nil
            case .body(let found): body += Array(found.readableBytesView)
            case .end:
                guard let head, head.method == .POST, head.uri == "/oauth/token", head.isKeepAlive,
                    head.version == .http1_1, try channel.readInbound(as: HTTPServerRequestPart.self) == nil
                else { return nil }
                return Decoded(head.headers, body: body)
            }
        }
        return nil
    }
}
