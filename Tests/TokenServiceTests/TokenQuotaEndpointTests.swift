import JOSE
import OAuthCore
import Stores
import Testing

@testable import TokenService

@Suite struct TokenQuotaEndpointTests {
    private func limits(_ quota: String) -> ClientLimits { ClientLimits(quota: TokenQuota(quota)) }

    @Test func withoutAQuotaNothingIsTold() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let answer = try await bench.ask(try await bench.register())
        #expect(answer.headers["ratelimit"] == nil)
        #expect(answer.headers["ratelimit-policy"] == nil)
    }

    @Test func A29_aClientGetsNoMoreThanItsQuota() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(limits: limits("3/60"))
        for left in [2, 1, 0] {
            let answer = try await bench.ask(client)
            #expect(answer.status == 200)
            #expect(answer.headers["ratelimit-policy"] == #""client";q=3;w=60"#)
            #expect(answer.headers["ratelimit"] == #""client";r=\#(left);t=60"#)
        }
        bench.clock.advance(seconds: 10)
        let refused = try await bench.ask(client)
        #expect(refused.status == 429)
        #expect(refused.error == "temporarily_unavailable")
        #expect(refused.headers["retry-after"] == "50")
        #expect(refused.headers["ratelimit"] == #""client";r=0;t=50"#)
        #expect(refused.headers["cache-control"] == "no-store")
        #expect(refused.json["access_token"] == nil)
        bench.clock.advance(seconds: 50)
        #expect(try await bench.ask(client).headers["ratelimit"] == #""client";r=2;t=60"#)
    }

    @Test func A29_nobodyElseUsesUpAQuota() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(limits: limits("1/60"))
        for _ in 0..<5 { _ = try await bench.ask(client, secret: "wrong") }
        _ = try await bench.ask(client, more: "&scope=unknown")
        #expect(try await bench.ask(client).status == 200)
        #expect(try await bench.ask(client).status == 429)
    }

    @Test func A29_anOrganizationsClientsShareItsQuota() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let organization = try await bench.makeOrganization()
        let clients = [
            try await bench.register(in: organization),
            try await bench.register(in: organization, limits: limits("5/60")),
        ]
        _ = try await bench.store.updateOrganization(organization) {
            $0.quota = TokenQuota("2/30")
            return bench.event(.organizationUpdated)
        }
        #expect(try await bench.ask(clients[0]).headers["ratelimit"] == #""organization";r=1;t=30"#)
        let second = try await bench.ask(clients[1])
        #expect(second.headers["ratelimit-policy"] == #""client";q=5;w=60, "organization";q=2;w=30"#)
        #expect(second.headers["ratelimit"] == #""client";r=4;t=60, "organization";r=0;t=30"#)
        for client in clients {
            let refused = try await bench.ask(client)
            #expect(refused.status == 429)
            #expect(refused.headers["retry-after"] == "30")
            #expect(refused.description.contains("organization"))
        }
        #expect(try await bench.ask(try await bench.register()).status == 200)
        _ = try await bench.store.updateOrganization(organization) {
            $0.quota = nil
            return bench.event(.organizationUpdated)
        }
        #expect(try await bench.ask(clients[0]).status == 200)
        #expect(try await bench.ask(clients[0]).headers["ratelimit"] == nil)
    }

    @Test func A29_warnModeIssuesAndRecords() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(limits: limits("2/60:warn"))
        for left in [1, 0, 0, 0, 0] {
            let answer = try await bench.ask(client)
            #expect(answer.status == 200)
            #expect(answer.headers["ratelimit"] == #""client";r=\#(left);t=60"#)
        }
        let events = try await bench.audited(.clientQuotaExceeded)
        #expect(events.map(\.subject) == [client.id.description])
        #expect(events.first?.details["quota"] == TokenQuota("2/60:warn")?.json)
        bench.clock.advance(seconds: 60)
        for _ in 0..<4 { _ = try await bench.ask(client) }
        #expect(try await bench.audited(.clientQuotaExceeded).count == 2)
        #expect(try await bench.audited(.organizationQuotaExceeded).isEmpty)
    }

    @Test func theDefaultsHoldForOrganizationsClientsWithoutTheirOwn() async throws {
        let bench = try await Workbench(clientQuota: TokenQuota("2/60"), organizationQuota: TokenQuota("100/60"))
        defer { bench.remove() }
        let (plain, own) = (try await bench.register(), try await bench.register(limits: limits("7/60")))
        #expect(
            try await bench.ask(plain).headers["ratelimit-policy"]
                == #""client";q=2;w=60, "organization";q=100;w=60"#)
        #expect(try await bench.ask(own).headers["ratelimit-policy"]?.contains("q=7;") == true)
        let now = bench.clock.now()
        let environment = Client(
            id: ClientID(kind: .environment, number: bench.identifiers.next()), organizationID: nil,
            secrets: [
                ClientSecret(
                    id: SecretID(number: bench.identifiers.next()), hash: bench.hasher.hash(Secret("right")),
                    suffix: "ight", createTime: now, updateTime: now, lastUsedTime: now)
            ], createTime: now, updateTime: now)
        try await bench.store.insert(environment, recording: bench.event(.clientCreated))
        #expect(try await bench.ask(environment).headers["ratelimit"] == nil)
    }

    @Test func storedQuotasOfOrganizationsAreInForceFromTheStart() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        _ = try await bench.store.updateOrganization(try #require(client.organizationID)) {
            $0.quota = TokenQuota("1/60")
            return bench.event(.organizationUpdated)
        }
        let fresh = ClientDirectory(environment: bench.environment, capacity: 10)
        try await fresh.organizationQuotas.load(from: bench.store)
        #expect(fresh.organizationQuotas.quota(of: try #require(client.organizationID)) == TokenQuota("1/60"))
    }
}
