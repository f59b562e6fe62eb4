import JOSE
import OAuthCore
import Stores
import Testing
import TokenService

@Suite struct ClientAdmissionTests {
    @Test func A5_theRightSecretFromElsewhereIsAlwaysServed() async throws {
        let bench = try await Workbench(throttle: GuessThrottle(burst: 3))
        defer { bench.remove() }
        let client = try await bench.register()
        for index in 0..<300 {
            let address = index % 2 == 0 ? "10.0.\(index % 50).1" : "2001:db8:0:\(index % 50)::\(index)"
            _ = try await bench.ask(client, secret: "wrong", from: address)
        }
        #expect(try await bench.ask(client, secret: "wrong", from: "10.0.2.1").status == 429)
        #expect(try await bench.ask(client, from: "192.0.2.77").status == 200)
        #expect(try await bench.ask(client, from: "2001:db8:1::1").status == 200)
    }

    /// Behind one address (NAT) there may be a customer and a guesser.
    @Test func A5_theRightSecretIsServedBesideAGuesserWhereItWasServedBefore() async throws {
        let bench = try await Workbench(throttle: GuessThrottle(burst: 3))
        defer { bench.remove() }
        let (client, other) = (try await bench.register(), try await bench.register())
        #expect(try await bench.ask(client).status == 200)
        for _ in 0..<50 { _ = try await bench.ask(client, secret: "wrong") }
        for _ in 0..<200 { _ = try await bench.ask("grant_type=client_credentials&client_id=x&client_secret=x") }
        #expect(try await bench.ask(client, secret: "wrong").status == 429)
        #expect(try await bench.ask(client).status == 200)
        #expect(try await bench.ask(client, secret: "wrong").status == 429)
        // Another network that has never shown the secret waits, right or wrong.
        for _ in 0..<4 { _ = try await bench.ask(other, secret: "wrong") }
        #expect(try await bench.ask(other).status == 429)
    }

    @Test func A5_anAddressThatTriesManyClientsLocksOutNoneThatWasServedThere() async throws {
        let bench = try await Workbench(throttle: GuessThrottle(burst: 1))
        defer { bench.remove() }
        let (served, new) = (try await bench.register(), try await bench.register())
        #expect(try await bench.ask(served).status == 200)
        for number in 1...60 {
            _ = try await bench.ask("grant_type=client_credentials&client_id=m2morg_\(number)&client_secret=x")
        }
        #expect(try await bench.ask(served).status == 200)
        #expect(try await bench.ask(new).status == 429)
        #expect(try await bench.ask(new, from: "192.0.2.2").status == 200)
    }

    @Test func A4_onlyTheRightSecretTellsThatAClientIsDisabled() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(status: .inactive)
        let unknown = try await bench.ask("grant_type=client_credentials&client_id=m2morg_1&client_secret=right")
        let wrong = try await bench.ask(client, secret: "wrong")
        #expect(wrong.json == unknown.json)
        #expect(wrong.headers == unknown.headers)
        let right = try await bench.ask(client)
        #expect(right.status == 401)
        #expect(right.error == "invalid_client")
        #expect(right.description.contains("disabled"))
    }

    @Test func aClientCanBeDisabledAndEnabledAtOnce() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let token = try #require(try await bench.ask(client).json["access_token"]?.string)
        for status in [Client.Status.inactive, .active] {
            _ = try await bench.store.updateClient(client.id, of: client.organizationID) {
                $0.status = status
                return bench.event(.clientUpdated)
            }
            #expect(try await bench.ask(client).status == (status == .active ? 200 : 401))
            if status == .active {
                _ = try await bench.verifier.verify(token)
            } else {
                await #expect(throws: TokenVerificationFailure.clientDisabled) { try await bench.verifier.verify(token) }
            }
        }
    }

    @Test func A29_aClientMayBeHeldToAddresses() async throws {
        let bench = try await Workbench(throttle: GuessThrottle(burst: 3))
        defer { bench.remove() }
        let ranges = ["203.0.113.0/24", "2001:db8::/32"].compactMap(AddressRange.init)
        let client = try await bench.register(limits: ClientLimits(allowedAddresses: ranges))
        for address in ["203.0.113.9", "::ffff:203.0.113.9", "2001:db8:1::1"] {
            #expect(try await bench.ask(client, from: address).status == 200)
        }
        let unknown = try await bench.ask("grant_type=client_credentials&client_id=m2morg_1&client_secret=right")
        for address in ["203.0.114.1", "2001:db9::1", "unknown", "", "203.0.113.9:80"] {
            let refused = try await bench.ask(client, from: address)
            #expect(refused.status == 401)
            #expect(refused.error == "invalid_client")
            #expect(refused.description.contains("allowed_addresses"))
        }
        #expect(try await bench.ask(client, secret: "wrong", from: "203.0.114.1").json == unknown.json)
        #expect(try await bench.ask(client, secret: "wrong", from: "203.0.113.1").json == unknown.json)
    }

    @Test func A24_addressRefusalsAreRecordedWithABound() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let ranges = ["203.0.113.0/24"].compactMap(AddressRange.init)
        let client = try await bench.register(limits: ClientLimits(allowedAddresses: ranges))
        for _ in 0..<20 { _ = try await bench.ask(client, from: "198.51.100.1") }
        _ = try await bench.ask(client, secret: "wrong", from: "198.51.100.1")
        let events = try await bench.audited(.clientAddressRefused)
        #expect(events.map(\.subject) == [client.id.description])
        #expect(events.first?.actor.address == "198.51.100.1")
        bench.clock.advance(seconds: 601)
        _ = try await bench.ask(client, from: "198.51.100.2")
        #expect(try await bench.audited(.clientAddressRefused).count == 2)
    }

    @Test func aRefusedClientIsNoUseOfItsSecret() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(status: .inactive)
        bench.clock.advance(seconds: 60)
        _ = try await bench.ask(client)
        await bench.uses.flush()
        #expect(try await bench.store.client(client.id) == client)
    }
}
