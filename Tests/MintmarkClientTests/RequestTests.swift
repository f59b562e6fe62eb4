import Testing

@testable import MintmarkClient

/// What is sent, and where to.
@Suite(.timeLimit(.minutes(1))) struct RequestTests {
    private let metadata =
        #"{"issuer":"https://auth.example.com/t","token_endpoint":"https://auth.example.com/t/token?x=1"}"#

    @Test func clientSecretPostPutsTheCredentialsIntoTheForm() async throws {
        let transport = ScriptedTransport()
        _ = try await Fixture.provider(transport, endpoint: .issuer("https://a.example.com/")).accessToken()
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST")
        #expect(request.url == "https://a.example.com/oauth/token")
        #expect(request.authorization == nil)
        let secret = "s3cr3t%2F%2Bvalue~of%26the%3Dclient"
        #expect(
            request.form?.reveal() == "grant_type=client_credentials&client_id=m2m_1&client_secret=\(secret)")
    }

    @Test func clientSecretBasicPutsTheEncodedCredentialsIntoTheHeader() async throws {
        let transport = ScriptedTransport()
        var settings = TokenProviderSettings()
        settings.authenticationMethod = .clientSecretBasic
        settings.audienceParameter = "resource"
        let provider = try Fixture.provider(transport, settings: settings)
        _ = try await provider.accessToken(scopes: [], audience: ["https://b", "https://a"])
        let request = try #require(transport.requests.first)
        #expect(
            request.authorization?.reveal()
                == "Basic bTJtXzE6czNjcjN0JTJGJTJCdmFsdWV+b2YlMjZ0aGUlM0RjbGllbnQ=")
        #expect(
            request.form?.reveal()
                == "grant_type=client_credentials&resource=https%3A%2F%2Fa&resource=https%3A%2F%2Fb")
    }

    /// RFC 4648 §10.
    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")])
    func base64(text: String, encoded: String) {
        #expect(Base64.encoded(text) == encoded)
    }

    @Test func theEndpointIsDiscoveredOnce() async throws {
        let transport = ScriptedTransport { [metadata] number, request in
            switch request.url {
            case "https://auth.example.com/t/.well-known/openid-configuration": .json(metadata)
            case "https://auth.example.com/t/token?x=1": .token("t")
            default: .json("", status: 404)
            }
        }
        let provider = try Fixture.provider(transport, endpoint: .discovery(issuer: "https://auth.example.com/t"))
        _ = try await provider.accessToken()
        _ = try await provider.accessToken(scopes: ["read"])
        #expect(
            transport.requests.map { "\($0.method) \($0.url.dropFirst(24))" } == [
                "GET /.well-known/oauth-authorization-server/t", "GET /t/.well-known/openid-configuration",
                "POST /t/token?x=1", "POST /t/token?x=1",
            ])
    }

    @Test(arguments: [
        (#"{"issuer":"https://evil.example.com","token_endpoint":"https://evil.example.com"}"#, "another issuer"),
        (#"{"issuer":"https://auth.example.com"}"#, "token_endpoint"),
        (#"{"issuer":"https://auth.example.com","token_endpoint":"http://auth.example.com/t"}"#, "Plain HTTP"),
    ])
    func metadataThatCannotBeTrustedStopsBeforeTheSecretIsSent(metadata: String, reason: String) async throws {
        let transport = ScriptedTransport { _, _ in .json(metadata) }
        let provider = try Fixture.provider(transport, endpoint: .discovery(issuer: "https://auth.example.com"))
        let error = await failure { try await provider.accessToken() }
        #expect(error?.reason.contains(reason) == true)
        #expect(transport.requests.map(\.method) == ["GET"])
    }

    @Test(arguments: [(401, TokenError.Code.malformedAnswer), (503, .serverError), (429, .rateLimited)])
    func metadataThatCannotBeReadSaysNothingOfTheClient(status: Int, code: TokenError.Code) async throws {
        let transport = ScriptedTransport { _, _ in .error(status, "invalid_client") }
        var settings = TokenProviderSettings()
        settings.maximumAttempts = 1
        let provider = try Fixture.provider(
            transport, endpoint: .discovery(issuer: "https://auth.example.com"), settings: settings)
        #expect(await failure { try await provider.accessToken() }?.code == code)
    }

    @Test(arguments: [
        "https://a.example.com", "https://[2001:db8::1]:8443/t?x=y", "http://localhost:8080", "http://127.0.0.1",
        "http://[::1]:80/",
    ])
    func urlsThatSecretsMayBeSentTo(url: String) throws {
        #expect(try EndpointURL(url, allowsInsecureHTTP: false).text == url)
    }

    @Test(arguments: [
        ("http://a.example.com", TokenError.Code.insecureURL), ("http://127.0.0.1.example.com", .insecureURL),
        ("http://localhost.example.com", .insecureURL), ("http://127.1", .insecureURL),
        ("ftp://a", .invalidConfiguration), ("a.example.com", .invalidConfiguration), ("", .invalidConfiguration),
        ("https://", .invalidConfiguration), ("https://u:p@a", .invalidConfiguration),
        ("https://a:0", .invalidConfiguration), ("https://a:x", .invalidConfiguration),
        ("https://a#f", .invalidConfiguration), ("https://a b", .invalidConfiguration),
        ("https://a\\@b", .invalidConfiguration), ("https://[::1", .invalidConfiguration),
    ])
    func urlsThatSecretsMayNotBeSentTo(url: String, code: TokenError.Code) {
        #expect(throws: TokenError(code, "", advice: "")) {
            try EndpointURL(url, allowsInsecureHTTP: false)
        }
    }

    @Test func theEnvironmentGivesTheCredentials() async throws {
        let transport = ScriptedTransport()
        let environment = [
            "MINTMARK_ISSUER": "http://127.0.0.1:8080", "MINTMARK_CLIENT_ID": "id", "MINTMARK_CLIENT_SECRET": "secret",
        ]
        let provider = try TokenProvider.fromEnvironment(environment: environment, transport: transport)
        #expect(provider.clientID == "id")
        _ = try await provider.accessToken()
        #expect(transport.requests.first?.url == "http://127.0.0.1:8080/oauth/token")
    }

    @Test func everythingThatTheEnvironmentLacksIsNamedAtOnce() async {
        let error = await failure { try TokenProvider.fromEnvironment(environment: ["MINTMARK_CLIENT_ID": "id"]) }
        #expect(error?.code == .missingConfiguration)
        #expect(error?.reason == "The environment lacks MINTMARK_ISSUER, MINTMARK_CLIENT_SECRET.")
    }

    @Test func aSecretWithALineEndIsRefusedBeforeItIsSent() {
        #expect(throws: TokenError(.invalidConfiguration, "", advice: "")) {
            try TokenProvider(
                credentials: ClientCredentials(clientID: "id", clientSecret: "secret\n"),
                endpoint: .issuer("https://a"))
        }
    }
}
