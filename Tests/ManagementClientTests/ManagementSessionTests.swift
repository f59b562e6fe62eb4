import JOSE
import OAuthCore
import Testing

@testable import ManagementClient

@Suite struct ManagementSessionTests {
    private func open(_ answers: [TransportResponse]) async throws -> (ManagementSession, StubTransport) {
        let transport = StubTransport([.token] + answers)
        return (try await ManagementSession.open(Fixture.settings(), over: transport), transport)
    }

    @Test func callsCarryTheTokenAndJSON() async throws {
        let (session, transport) = try await open([.json(201, #"{"organization":{"id":"org_1"}}"#)])
        let document = try await session.send(.createOrganization(OrganizationFields(name: "Ac\"me")))
        #expect(document["organization"]?["id"]?.string == "org_1")
        let request = try #require(transport.requests.last)
        #expect(request.method == "POST")
        #expect(request.url == "https://auth.example.com/api/v1/organizations")
        #expect(request.bearer?.reveal() == "management.token")
        #expect(request.contentType == "application/json")
        #expect(request.body?.reveal() == Array(#"{"display_name":"Ac\"me"}"#.utf8))
        #expect(!"\(request)".contains("management.token"))
    }

    @Test func aCallWithoutBodySendsNone() async throws {
        let (session, transport) = try await open([TransportResponse(status: 204, body: [])])
        let document = try await session.send(.deleteOrganization(try Fixture.segment("org_1")))
        #expect(document == [:])
        #expect(transport.requests.last?.body == nil)
        #expect(transport.requests.last?.contentType == nil)
    }

    @Test func allPagesBecomeOneDocument() async throws {
        let (session, transport) = try await open([
            .json(200, #"{"organizations":[{"id":"1"},{"id":"2"}],"next_page_token":"n=","total_size":3}"#),
            .json(200, #"{"organizations":[{"id":"3"}],"next_page_token":"","total_size":3}"#),
        ])
        let document = try await session.all(.organizations)
        #expect(document["organizations"]?.array?.compactMap { $0["id"]?.string } == ["1", "2", "3"])
        #expect(document["total_size"]?.integer == 3)
        #expect(document.nextPageToken == nil)
        #expect(
            transport.requests.dropFirst().map(\.url) == [
                "https://auth.example.com/api/v1/organizations?page_size=100",
                "https://auth.example.com/api/v1/organizations?page_size=100&page_token=n%3D",
            ])
    }

    @Test func aListWithoutEndIsNoticed() async throws {
        let page = TransportResponse.json(200, #"{"organizations":[],"next_page_token":"same"}"#)
        let (session, _) = try await open([page, page, page])
        let failure = try await Fixture.failure { _ = try await session.all(.organizations) }
        #expect(failure.message.contains("does not end"))
    }

    @Test func aRenewedSessionHasANewToken() async throws {
        let token = TransportResponse.json(200, #"{"access_token":"second"}"#)
        let (session, transport) = try await open([token, .json(200, #"{"keys":[]}"#)])
        _ = try await session.renewed().send(.keys)
        #expect(transport.requests.last?.bearer?.reveal() == "second")
    }

    @Test func aTokenThatTheServerEchoesIsNotShown() async throws {
        let (session, _) = try await open([.json(500, #"{"code":13,"message":"bad management.token"}"#)])
        let failure = try await Fixture.failure { _ = try await session.send(.keys) }
        #expect(failure.message == "bad [redacted]")
    }

    @Test(arguments: [
        (404, ManagementClient.ExitStatus.failure), (502, .unavailable), (403, .notAllowed), (200, .failure),
    ])
    func answersThatAreNotMintmarks(status: Int, exit: ManagementClient.ExitStatus) async throws {
        let (session, _) = try await open([.json(status, "<html>")])
        let failure = try await Fixture.failure { _ = try await session.send(.keys) }
        #expect(failure.status == exit)
        #expect(failure.message.contains("status \(status)"))
    }
}
