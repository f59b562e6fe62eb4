import JOSE
import OAuthCore
import Stores
import Testing
import TokenService

@Suite struct AccessTokenVerifierTests {
    private func failure(_ bench: Workbench, _ token: String) async -> TokenVerificationFailure? {
        do {
            _ = try await bench.verifier.verify(token)
            return nil
        } catch {
            return error as? TokenVerificationFailure
        }
    }

    @Test func aTokenOfOursIsAccepted() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(lifetime: 100)
        let token = try #require(try await bench.ask(client).json["access_token"]?.string)
        let verified = try await bench.verifier.verify(token)
        #expect(verified.clientID == client.id)
        #expect(verified.organizationID == client.organizationID)
        #expect(verified.scopes == client.scopes)
        #expect(verified.audience == client.audience)
        bench.clock.advance(seconds: 99)
        #expect(await failure(bench, token) == nil)
        bench.clock.advance(seconds: 1)
        #expect(await failure(bench, token) == .expired)
    }

    @Test func A25_aTokenOfAnotherKeyIsRefused() async throws {
        let bench = try await Workbench()
        let other = try await Workbench()
        defer {
            bench.remove()
            other.remove()
        }
        let client = try await other.register()
        let token = try #require(try await other.ask(client).json["access_token"]?.string)
        #expect(await failure(bench, token) == .unknownKey)
        #expect(await failure(bench, "nonsense") == .malformed)
        #expect(await failure(bench, "") == .malformed)
    }

    @Test func scopesThatWereTakenAwayAreLeftOut() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(scopes: ["a", "b"])
        let token = try #require(try await bench.ask(client).json["access_token"]?.string)
        let event = bench.event(.clientUpdated)
        _ = try await bench.store.updateClient(client.id, of: client.organizationID) { client in
            client.scopes = ["b", "c"]
            client.secrets[0].status = .inactive
            return event
        }
        let verified = try await bench.verifier.verify(token)
        #expect(verified.scopes == ["b"])
        #expect(!verified.isClientUsable)
    }

    @Test func theTokenOfADeletedClientIsRefusedAtOnce() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let token = try #require(try await bench.ask(client).json["access_token"]?.string)
        _ = try await bench.store.deleteClient(
            client.id, of: client.organizationID, recording: bench.event(.clientDeleted))
        #expect(await failure(bench, token) == .clientEnded)
    }
}
