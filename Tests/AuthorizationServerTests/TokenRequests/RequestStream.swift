/// Bytes that a client may send: requests of all kinds, whole or damaged.
struct RequestStream {
    private(set) var bytes: [UInt8] = []
    private var generator: any RandomNumberGenerator

    init(_ number: Int, clients: [String]) {
        generator = Numbers(state: UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        for _ in 0..<Int.random(in: 1...4, using: &generator) { bytes += request(clients) }
        if isChosen(1, of: 4) { damage() }
    }

    /// The bytes as they come in one read after the other.
    mutating func pieces() -> [ArraySlice<UInt8>] {
        let isCutSmall = isChosen(1, of: 10)
        let count = isCutSmall ? min(bytes.count, 300) : Int.random(in: 0...5, using: &generator)
        guard isChosen(2, of: 3) else { return [bytes[...]] }
        var cuts = (0..<count).map { _ in Int.random(in: 0...bytes.count, using: &generator) }
        cuts = ([0, bytes.count] + cuts).sorted()
        return zip(cuts, cuts.dropFirst()).filter { $0 < $1 }.map { bytes[$0..<$1] }
    }

    /// For messages, without what is long.
    var text: String { String(String(decoding: bytes, as: UTF8.self).prefix(2000)) }

    mutating func isChosen(_ part: Int, of whole: Int) -> Bool {
        Int.random(in: 0..<whole, using: &generator) < part
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }

    private mutating func request(_ clients: [String]) -> [UInt8] {
        let client = pick(clients)
        let secret = pick(["right", "right", "right", "wrong"])
        var form = "grant_type=client_credentials&client_id=\(client)&client_secret=\(secret)"
        if isChosen(1, of: 8) { form += "&x=" + String(repeating: "a", count: pick([4000, 8000, 15_000, 17_000])) }
        if isChosen(1, of: 8) { form = pick(["", "grant_type=x", "%", "a&a", "grant_type=client_credentials"]) }
        let line = isChosen(2, of: 3) ? "POST /oauth/token HTTP/1.1" : pick(Self.lines)
        var fields = isChosen(9, of: 10) ? ["Host: auth.example.com"] : []
        fields.append("Content-Type: " + (isChosen(4, of: 5) ? Self.form : pick(Self.types)))
        for _ in 0..<pick([0, 0, 1, 1, 2, 4]) { fields.append(pick(isChosen(5, of: 6) ? Self.harmless : Self.unusual)) }
        if isChosen(1, of: 40) { fields += (0..<pick([60, 70, 99, 120])).map { "X-\($0): a" } }
        var body = form
        if isChosen(1, of: 12) {
            fields.append("Transfer-Encoding: chunked")
            body = String(form.utf8.count, radix: 16) + "\r\n\(form)\r\n0\r\n\r\n"
        } else {
            fields.append(pick(["Content-Length: ", "content-length:", "CONTENT-LENGTH: "]) + String(form.utf8.count))
        }
        fields.shuffle(using: &generator)
        return Array((([line] + fields).joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    /// A byte changed, left out or put in, mostly one that means something.
    private mutating func damage() {
        let index = Int.random(in: 0..<min(bytes.count, 400), using: &generator)
        let byte = pick([
            0x0A, 0x0D, 0x20, 0x09, 0x3A, 0x00, 0x80, 0xFF, 0x7F, 0x2C, UInt8.random(in: 0...255, using: &generator),
        ])
        switch pick([0, 1, 2]) {
        case 0: bytes[index] = byte
        case 1: bytes.insert(byte, at: index)
        default: bytes.remove(at: index)
        }
    }

    private static let form = "application/x-www-form-urlencoded"
    private static let lines = [
        "GET /healthz HTTP/1.1", "GET /keys HTTP/1.1", "POST /oauth/token?x=1 HTTP/1.1", "POST /oauth/token HTTP/1.0",
        "POST /oauth/revoke HTTP/1.1", "POST http://auth.example.com/oauth/token HTTP/1.1",
        "POST  /oauth/token HTTP/1.1",
        "POST /oauth/token HTTP/1.2", "POST /oauth/tokens HTTP/1.1", "PUT /oauth/token HTTP/1.1",
        "post /oauth/token HTTP/1.1",
        "POST /oauth/token HTTP/1.1 ", "\r\nPOST /oauth/token HTTP/1.1",
    ]
    private static let types = [
        "APPLICATION/X-WWW-Form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8", "application/json", "",
        "application/x-www-form-urlencoded ;charset=utf-8", "application/x-www-form-urlencodedx", "application/grpc",
    ]
    private static let harmless = [
        "Accept: */*", "User-Agent: test/1.0 (a; b)", "Connection: keep-alive", "connection: Keep-Alive", "X-Empty:",
        "X-Empty: ",
        "X-Forwarded-For: 203.0.113.9, 192.0.2.1", "X-Forwarded-For: nonsense", "X-Forwarded-Proto: https",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "Cookie: a=b; c=d",
        "accept-encoding:gzip",
        "Authorization: Basic YTpi", "authorization: Bearer x",
    ]
    private static let unusual = [
        "Connection: close", "Connection: keep-alive, close", "Connection: Upgrade", "Upgrade: h2c",
        "Expect: 100-continue",
        "TE: trailers", "Trailer: X", "Transfer-Encoding: identity", "Content-Length: 5", "Content-Length: 05",
        "Host: other",
        "X-Folded: a\r\n b", "X-Bare: a\nX-B: b", "X-Tab:\ta", "X-Tail: a ", "X-Eight: \u{E9}", "X Space: a",
        "X-Space : a", ": a",
        "Content-Type: application/json", "X-Forwarded-Proto: http", "X-Long: " + String(repeating: "a", count: 9000),
        "X-Long: " + String(repeating: "a", count: 17_000), "Proxy-Connection: close", "Content_Length: 5",
    ]
}

/// The same numbers in every run (SplitMix64).
private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
