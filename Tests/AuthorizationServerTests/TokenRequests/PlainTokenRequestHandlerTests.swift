import NIOCore
import OAuthCore
import Testing

@testable import AuthorizationServer

/// The short way of token requests, held against the long one.
@Suite struct PlainTokenRequestHandlerTests {
    /// Whatever is sent, in whatever pieces: with the short way, a client gets the bytes that it gets without.
    @Test(arguments: [1, 8])
    func everyStreamIsAnsweredAsByTheCodec(batchSize: Int) async throws {
        let bench = try await TokenBench(batchSize: batchSize, proxies: batchSize == 8 ? ["192.0.2.1"] : [])
        defer { bench.remove() }
        let clients = bench.clients.map(\.description)
        var statuses: [String: Int] = [:]
        for number in 0..<400 {
            let short = try await answers(number, clients, bench, servesPlainRequests: true)
            let long = try await answers(number, clients, bench, servesPlainRequests: false)
            #expect(short.text == long.text, "stream \(number): \(RequestStream(number, clients: clients).text)")
            #expect(short.log == long.log, "stream \(number)")
            for line in short.text.split(separator: "\r\n") where line.hasPrefix("HTTP/1.1 ") {
                statuses[String(line), default: 0] += 1
            }
        }
        // The streams are worth something only when they bring many kinds of answers.
        for kind in ["200 OK", "202 Accepted", "400 Bad Request", "401 Unauthorized"] {
            #expect(statuses["HTTP/1.1 " + kind, default: 0] > 30, "\(statuses)")
        }
    }

    /// What a client in memory and one that must be read from the store get leaves in the order of the requests, also
    /// when the client has finished sending in the meantime.
    @Test func answersLeaveInTheOrderOfTheRequests() async throws {
        let bench = try await TokenBench(batchSize: 8, capacity: 1)
        defer { bench.remove() }
        for last in ["", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "nonsense\r\n\r\n"] {
            let connection = try await TestedConnection(bench.responders(), servesPlainRequests: true)
            let requests = bench.clients.map { Self.request("client_id=\($0)&client_secret=right") }
            try await connection.receive((requests.joined() + last).utf8)
            try await connection.happen(ChannelEvent.inputClosed)
            await connection.ended()
            let statuses = Self.statuses(connection.answers)
            #expect(statuses.prefix(4) == ["200", "200", "200", "200"])
            #expect(statuses.dropFirst(4) == (last.isEmpty ? [] : last.hasPrefix("GET") ? ["202"] : ["400"]))
        }
    }

    @Test func theLastAnswerOfAServerThatEndsSaysSo() async throws {
        let bench = try await TokenBench(batchSize: 8)
        defer { bench.remove() }
        let connection = try await TestedConnection(bench.responders(), servesPlainRequests: true)
        try await connection.receive(Self.request("client_id=\(bench.clients[0])&client_secret=right").utf8)
        try await connection.happen(ChannelShouldQuiesceEvent())
        await connection.ended()
        let text = String(decoding: connection.answers, as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.contains("\r\nConnection: close\r\n"))
    }

    @Test func tokenRequestsKeepAConnectionOpenAndHalfOnesDoNot() async throws {
        let bench = try await TokenBench(batchSize: 1)
        defer { bench.remove() }
        let limits = ConnectionLimits(requestTimeout: .seconds(10), idleTimeout: .seconds(60))
        let request = Self.request("client_id=\(bench.clients[0])&client_secret=right")
        let connection = try await TestedConnection(bench.responders(), servesPlainRequests: true, limits: limits)
        for _ in 0..<5 {
            await connection.advance(.seconds(59))
            try await connection.receive(request.utf8)
            await connection.settle()
        }
        #expect(connection.isOpen)
        #expect(Self.statuses(connection.answers) == ["200", "200", "200", "200", "200"])
        // A byte now and then does not help.
        for byte in request.utf8.prefix(9) {
            try await connection.receive([byte])
            await connection.advance(.seconds(1))
            #expect(connection.isOpen)
        }
        await connection.advance(.seconds(1))
        #expect(!connection.isOpen)
        await connection.ended()
    }

    @Test func anIdleConnectionEnds() async throws {
        let bench = try await TokenBench(batchSize: 1)
        defer { bench.remove() }
        for idle in [Int64(3), 60] {
            let limits = ConnectionLimits(requestTimeout: .seconds(10), idleTimeout: .seconds(idle))
            let connection = try await TestedConnection(bench.responders(), servesPlainRequests: true, limits: limits)
            try await connection.receive(Self.request("client_id=\(bench.clients[0])&client_secret=right").utf8)
            await connection.settle()
            await connection.advance(.seconds(idle - 1))
            #expect(connection.isOpen)
            await connection.advance(.seconds(1))
            #expect(!connection.isOpen)
            await connection.ended()
        }
    }

    /// A reader of health checks and keys shares its connection with the token requests of a proxy.
    @Test func theShortWayIsOpenAgainOnceTheRouterHasAnswered() async throws {
        let bench = try await TokenBench(batchSize: 1)
        defer { bench.remove() }
        let connection = try await TestedConnection(bench.responders(), servesPlainRequests: true)
        for _ in 0..<3 {
            try await connection.receive("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            await connection.settle()
            try await connection.receive(Self.request("client_id=\(bench.clients[0])&client_secret=right").utf8)
            await connection.settle()
        }
        #expect(Self.statuses(connection.answers) == ["202", "200", "202", "200", "202", "200"])
        #expect(bench.log.take().count == 3)
        try await connection.happen(ChannelEvent.inputClosed)
        await connection.ended()
    }

    /// The decoder reads nothing more behind CONNECT, and no request in the usual form may hide that.
    @Test func nothingIsAnsweredBehindATunnel() async throws {
        let bench = try await TokenBench(batchSize: 1)
        defer { bench.remove() }
        let connection = try await TestedConnection(bench.responders(), servesPlainRequests: true)
        try await connection.receive("CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        await connection.settle()
        try await connection.receive("junk\r\n\r\n".utf8)
        await connection.settle()
        try await connection.receive(Self.request("client_id=\(bench.clients[0])&client_secret=right").utf8)
        await connection.settle()
        #expect(Self.statuses(connection.answers).count <= 1)
        #expect(!Self.statuses(connection.answers).contains("200"))
        await connection.ended()
    }

    private static func request(_ form: String) -> String {
        let form = "grant_type=client_credentials&" + form
        return "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: \(form.utf8.count)\r\n\r\n" + form
    }

    private static func statuses(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).matches(of: #/HTTP\/1\.1 (\d+)/#).map { String($0.1) }
    }

    private func answers(
        _ number: Int, _ clients: [String], _ bench: TokenBench, servesPlainRequests: Bool
    ) async throws -> (text: String, log: [String]) {
        var stream = RequestStream(number, clients: clients)
        let connection = try await TestedConnection(bench.responders(), servesPlainRequests: servesPlainRequests)
        for piece in stream.pieces() {
            try await connection.receive(piece)
            if stream.isChosen(1, of: 2) { await connection.settle() }
        }
        await connection.settle()
        try await connection.happen(ChannelEvent.inputClosed)
        await connection.ended()
        return (Self.comparable(connection.answers), bench.log.take())
    }

    /// Without what differs from one answer to the next.
    private static func comparable(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
            .replacing(#/req_[0-9a-f_]+/#, with: "req")
            .replacing(#/"access_token":"[^"]+"/#, with: "token")
            .replacing(#/Content-Length: \d{3,}/#, with: "Content-Length: many")
    }
}
