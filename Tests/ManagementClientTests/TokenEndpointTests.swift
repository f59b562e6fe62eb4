import JOSE
import OAuthCore
import Testing

@testable import ManagementClient

@Suite struct TokenEndpointTests {
    private func get(
        _ response: TransportResponse, scopes: [String] = [], audience: [String] = []
    ) async throws -> (TokenResponse, [TransportRequest]) {
        let transport = StubTransport([response])
        let settings = try Fixture.settings(issuer: "https://auth.example.com/tenant/")
        let request = TokenRequest(settings.credentials, scopes: scopes, audience: audience)
        let token = try await TokenEndpoint(of: settings.issuer, over: transport).token(request)
        return (token, transport.requests)
    }

    @Test func theFormIsThatOfClientCredentials() async throws {
        let (token, requests) = try await get(.token, scopes: ["a:b", "c"], audience: ["https://x", "https://y"])
        #expect(token.accessToken.reveal() == "management.token")
        #expect(requests.first?.method == "POST")
        #expect(requests.first?.url == "https://auth.example.com/tenant/oauth/token")
        #expect(requests.first?.contentType == "application/x-www-form-urlencoded")
        #expect(requests.first?.bearer == nil)
        let body = String(decoding: try #require(requests.first?.body).reveal(), as: UTF8.self)
        #expect(
            body == "grant_type=client_credentials&client_id=skc_1&client_secret=\(Fixture.secret)"
                + "&scope=a%3Ab%20c&audience=https%3A%2F%2Fx&audience=https%3A%2F%2Fy")
        #expect(!"\(requests)".contains(Fixture.secret))
    }

    @Test(arguments: [
        (401, "invalid_client", ManagementClient.ExitStatus.notAllowed), (400, "unauthorized_client", .notAllowed),
        (400, "invalid_scope", .refused), (400, "invalid_target", .refused),
        (503, "temporarily_unavailable", .unavailable),
        (429, "rate_limited", .unavailable), (500, "server_error", .failure),
    ])
    func refusals(status: Int, error: String, exit: ManagementClient.ExitStatus) async throws {
        let failure = try await Fixture.failure {
            _ = try await get(.json(status, #"{"error":"\#(error)","error_description":"Why."}"#))
        }
        #expect(failure.status == exit)
        #expect(failure.message == "no token: \(error): Why.")
    }

    @Test func aWrongClientIsToldWhereItsSecretCameFrom() async throws {
        let failure = try await Fixture.failure { _ = try await get(.json(401, #"{"error":"invalid_client"}"#)) }
        let advice = try #require(failure.advice)
        for part in ["skc_1", "profile.json", "https://auth.example.com", "MINTMARK_ISSUER"] {
            #expect(advice.contains(part))
        }
    }

    @Test func aSecretThatTheServerEchoesIsNotShown() async throws {
        let failure = try await Fixture.failure {
            _ = try await get(.json(400, #"{"error":"invalid_request","error_description":"got \#(Fixture.secret)"}"#))
        }
        #expect(failure.message == "no token: invalid_request: got [redacted]")
    }

    @Test(arguments: ["", "{}", #"{"access_token":""}"#, #"{"access_token":"a b"}"#, "<html>", "[]"])
    func answersThatAreNoToken(body: String) async throws {
        let failure = try await Fixture.failure { _ = try await get(.json(200, body)) }
        #expect(failure.status == .failure)
        #expect(failure.message.contains("without an access token"))
    }

    @Test func redirectsAreNamedNotFollowed() async throws {
        let failure = try await Fixture.failure {
            _ = try await get(.json(308, "", headers: [("location", "https://other.example/oauth/token")]))
        }
        #expect(failure.status == .failure)
        #expect(failure.advice?.contains("https://other.example/oauth/token") == true)
    }
}
