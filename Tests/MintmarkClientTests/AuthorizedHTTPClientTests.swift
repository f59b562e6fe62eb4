import AsyncHTTPClient
import MintmarkClient
import NIOCore
import NIOHTTP1
import Testing

/// Calls of an API with tokens, against a real server that is the API.
@Suite(.timeLimit(.minutes(1))) struct AuthorizedHTTPClientTests {
    private let transport = ScriptedTransport()

    private func client() throws -> AuthorizedHTTPClient {
        AuthorizedHTTPClient(tokens: try Fixture.provider(transport), scopes: ["read"])
    }

    private func request(_ url: String, _ method: HTTPMethod = .GET) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url + "/api/data")
        request.method = method
        return request
    }

    /// Accepts these tokens and answers what it was sent.
    private static func api(_ accepted: Set<String>) -> LoopbackServer.Script {
        { _, request in
            let token = request.headers["authorization"]?.dropFirst("Bearer ".count) ?? ""
            return accepted.contains(String(token))
                ? .answer(status: 200, body: request.body) : .answer(status: 401, body: "no")
        }
    }

    @Test func aTokenIsAddedToEachCall() async throws {
        try await LoopbackServer.run(Self.api(["token-1"])) { server, url in
            let client = try client()
            var request = request(url)
            request.headers.add(name: "authorization", value: "Basic Zm9vOmJhcg==")
            for _ in 0..<3 {
                #expect(try await client.execute(request, timeout: .seconds(10)).status == .ok)
            }
            #expect(server.received.map { $0.headers["authorization"] } == Array(repeating: "Bearer token-1", count: 3))
            #expect(transport.count == 1)
        }
    }

    @Test func a401IsRetriedOnce() async throws {
        try await LoopbackServer.run(Self.api(["token-2"])) { server, url in
            let client = try client()
            #expect(try await client.execute(request(url), timeout: .seconds(10)).status == .ok)
            #expect(try await client.execute(request(url), timeout: .seconds(10)).status == .ok)
            #expect(
                server.received.map { $0.headers["authorization"] } == [
                    "Bearer token-1", "Bearer token-2", "Bearer token-2",
                ])
            #expect(transport.count == 2)
        }
    }

    @Test func aBodyGivenAsBytesIsSentAgain() async throws {
        try await LoopbackServer.run(Self.api(["token-2"])) { server, url in
            let response = try await client().execute(
                request(url, .POST), body: ByteBuffer(string: "hello"), timeout: .seconds(10))
            #expect(response.status == .ok)
            #expect(String(buffer: try await response.body.collect(upTo: 100)) == "hello")
            #expect(server.received.map(\.body) == ["hello", "hello"])
        }
    }

    @Test func aStreamIsNotSentAgainButItsTokenIsDropped() async throws {
        try await LoopbackServer.run(Self.api(["token-2"])) { server, url in
            let client = try client()
            var upload = request(url, .POST)
            let (stream, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
            continuation.yield(ByteBuffer(string: "hello"))
            continuation.finish()
            upload.body = .stream(stream, length: .known(Int64(5)))
            #expect(try await client.execute(upload, timeout: .seconds(10)).status == .unauthorized)
            #expect(server.received.count == 1)
            #expect(try await client.execute(request(url), timeout: .seconds(10)).status == .ok)
        }
    }

    @Test func anAPIThatRefusesEveryTokenDoesNotCauseATokenRequestPerCall() async throws {
        try await LoopbackServer.run(Self.api([])) { server, url in
            let client = try client()
            for _ in 0..<10 {
                let response = try await client.execute(request(url), timeout: .seconds(10))
                #expect(response.status == .unauthorized)
                #expect(String(buffer: try await response.body.collect(upTo: 100)) == "no")
            }
            #expect(transport.count == 2)
            #expect(server.received.count == 11)
        }
    }

    @Test func manyCallsWithATokenThatWasRevokedShareItsSuccessor() async throws {
        try await LoopbackServer.run(Self.api(["token-2"])) { _, url in
            let client = try client()
            try await withThrowingTaskGroup(of: HTTPResponseStatus.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await client.execute(request(url), timeout: .seconds(20)).status }
                }
                for try await status in group { #expect(status == .ok) }
            }
            #expect(transport.count == 2)
        }
    }

    @Test func aTokenIsNotSentOverPlainHTTPToAnotherMachine() async throws {
        let error = await failure {
            try await client().execute(request("http://api.example.com"), timeout: .seconds(1))
        }
        #expect(error?.code == .insecureURL)
        #expect(transport.count == 0)
    }
}
