import MintmarkClient
import Testing

/// The default transport against a real server.
@Suite(.timeLimit(.minutes(1))) struct AsyncHTTPTokenTransportTests {
    private static let token = LoopbackServer.Reply.answer(
        status: 200, headers: ["Content-Type": "application/json"],
        body: #"{"access_token":"t","token_type":"Bearer","expires_in":60}"#)

    private func provider(_ url: String, _ change: (inout TokenProviderSettings) -> Void = { _ in }) throws
        -> TokenProvider
    {
        var settings = TokenProviderSettings()
        settings.maximumAttempts = 1
        change(&settings)
        return try TokenProvider(credentials: Fixture.credentials, endpoint: .issuer(url), settings: settings)
    }

    @Test func aTokenIsGotOverHTTP() async throws {
        try await LoopbackServer.run { _, _ in
            Self.token
        } _: { server, url in
            let token = try await provider(url).accessToken(scopes: ["read:data"])
            #expect(token.value.reveal() == "t")
            let request = try #require(server.received.first)
            #expect(request.method == "POST")
            #expect(request.path == "/oauth/token")
            #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
            #expect(request.headers["accept"] == "application/json")
            #expect(request.headers["authorization"] == nil)
            #expect(request.body.hasPrefix("grant_type=client_credentials&client_id=m2m_1&client_secret=s3cr3t"))
        }
    }

    @Test func clientSecretBasicGoesIntoTheHeader() async throws {
        try await LoopbackServer.run { _, _ in
            Self.token
        } _: { server, url in
            _ = try await provider(url) { $0.authenticationMethod = .clientSecretBasic }.accessToken()
            #expect(server.received.first?.headers["authorization"]?.hasPrefix("Basic bTJtXzE6") == true)
            #expect(server.received.first?.body == "grant_type=client_credentials")
        }
    }

    @Test func aRedirectIsNotFollowed() async throws {
        try await LoopbackServer.run { number, _ in
            number == 1 ? .answer(status: 307, headers: ["Location": "/elsewhere"]) : Self.token
        } _: { server, url in
            let error = await failure { try await provider(url).accessToken() }
            #expect(error?.code == .malformedAnswer)
            #expect(server.received.map(\.path) == ["/oauth/token"])
        }
    }

    @Test func anAnswerThatIsTooLargeIsNotRead() async throws {
        try await LoopbackServer.run { _, _ in
            .answer(status: 200, body: String(repeating: " ", count: 64 * 1024 + 1))
        } _: { _, url in
            let error = await failure { try await provider(url).accessToken() }
            #expect(error?.code == .malformedAnswer)
            #expect(error?.reason.contains("too large") == true)
        }
    }

    @Test func anAnswerOfExactlyTheBoundIsRead() async throws {
        try await LoopbackServer.run { _, _ in
            let body = #"{"access_token":"t","token_type":"Bearer"}"#
            return .answer(status: 200, body: body + String(repeating: " ", count: 64 * 1024 - body.utf8.count))
        } _: { _, url in
            let token = try await provider(url).accessToken()
            #expect(token.lifetime == .seconds(60))
        }
    }

    @Test func aServerThatStallsInTheBodyIsGivenUp() async throws {
        try await LoopbackServer.run { _, _ in
            .stall
        } _: { _, url in
            let error = await failure {
                try await provider(url) { $0.attemptTimeout = .milliseconds(200) }.accessToken()
            }
            #expect(error?.code == .timedOut)
            // Not the end of the whole time, which comes later.
            #expect(error?.reason.contains("did not answer") == true)
        }
    }

    @Test func aClosedConnectionIsTriedAgain() async throws {
        try await LoopbackServer.run { number, _ in
            number < 3 ? .close : Self.token
        } _: { server, url in
            let provider = try provider(url) {
                $0.maximumAttempts = 3
                $0.initialBackoff = .milliseconds(1)
            }
            #expect(try await provider.accessToken().value.reveal() == "t")
            #expect(server.received.count == 3)
        }
    }

    @Test func headersOfAFailureAreRead() async throws {
        try await LoopbackServer.run { _, _ in
            .answer(status: 429, headers: ["retry-AFTER": "120"], body: #"{"error":"slow_down"}"#)
        } _: { _, url in
            let error = await failure { try await provider(url).accessToken() }
            #expect(error?.code == .rateLimited)
            #expect(error?.retryAfter == .seconds(120))
        }
    }

    @Test func aServerThatIsNotThereIsUnreachable() async throws {
        var gone = ""
        try await LoopbackServer.run { _, _ in
            .close
        } _: { _, url in
            gone = url
        }
        let error = await failure { try await provider(gone).accessToken() }
        #expect(error?.code == .unreachable)
        #expect(error?.reason.contains("refused") == true)
    }

    @Test func aServerWithoutTLSIsNotTrusted() async throws {
        try await LoopbackServer.run { _, _ in
            Self.token
        } _: { server, url in
            let secure = url.replacing("http:", with: "https:")
            let error = await failure { try await provider(secure).accessToken() }
            #expect(error?.code == .untrustedServer)
            #expect(server.received.isEmpty)
        }
    }

    @Test func aTransportOfItsOwnClosesItsConnections() async throws {
        try await LoopbackServer.run { _, _ in
            Self.token
        } _: { _, url in
            let provider = try TokenProvider(
                credentials: Fixture.credentials, endpoint: .issuer(url), transport: AsyncHTTPTokenTransport())
            _ = try await provider.accessToken()
        }
    }
}
