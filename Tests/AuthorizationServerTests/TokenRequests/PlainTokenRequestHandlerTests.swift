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
        for number in 0..<600 {
            let short = try await answers(number, clients, bench, servesPlainRequests: true)
            let long = try await answers(number, clients, bench, servesPlainRequests: false)
            if short.text != long.text {
                func st(_ t: String) -> [String] { t.matches(of: #/HTTP/1.1 (\d+)/#).map { String($0.1) } }
                var stream = RequestStream(number, clients: clients)
                print("DIFF", batchSize, number, st(short.text), st(long.text)); print("PIECES", stream.pieces().map { String(decoding: $0.prefix(700), as: UTF8.self) })
            }
            #expect(short.text == long.text, "stream \(number)")
            #expect(short.log == long.log, "stream \(number)")
            for line in short.text.split(separator: "\r\n") where line.hasPrefix("HTTP/1.1 ") {
                statuses[String(line), default: 0] += 1
            }
        }
        // The streams are worth something only when they bring many kinds of answers.
        #expect(statuses["HTTP/1.1 200 OK", default: 0] > 200, "\(statuses)")
        for kind in ["202 Accepted", "400 Bad Request", "401 Unauthorized"] {
            #expect(statuses["HTTP/1.1 " + kind, default: 0] > 50, "\(statuses)")
        }
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
