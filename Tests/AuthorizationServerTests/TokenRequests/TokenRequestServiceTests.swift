import OAuthCore
import SQLiteStore
import Stores
import Synchronization
import Testing
import TokenService

@testable import AuthorizationServer

/// What becomes of token requests that must wait for something.
@Suite struct TokenRequestServiceTests {
    private static func request(_ client: ClientID) -> TokenHTTPRequest {
        TokenHTTPRequest(
            contentType: "application/x-www-form-urlencoded", authorization: [], query: nil,
            body: Array("grant_type=client_credentials&client_id=\(client)&client_secret=right".utf8),
            address: "192.0.2.1", requestID: "req_1")
    }

    private static func revokeAll(of client: ClientID, _ bench: TokenBench) async throws {
        let rule = Revocation(endingAllOf: .client(client), at: bench.clock.now(), longestLifetime: 60)
        _ = try await bench.store.revoke([rule], recording: [])
    }

    private static func settle(
        _ client: ClientID, _ bench: TokenBench, pause: @escaping @Sendable (Duration) async throws -> Void
    ) async throws -> SettledTokenRequest {
        var service = bench.service
        service.pause = pause
        let request = request(client)
        return try await service.settle(request, service.endpoint.prepare(request))
    }

    /// Memory for one client of four: the others are read again after each wait.
    @Test(arguments: [1, 100])
    func aTokenIsMadeInTheSecondBehindARevocation(capacity: Int) async throws {
        let bench = try await TokenBench(batchSize: 1, capacity: capacity)
        defer { bench.remove() }
        for client in bench.clients {
            try await Self.revokeAll(of: client, bench)
            let waits = Mutex(0)
            let settled = try await Self.settle(client, bench) { wait in
                #expect(wait > .zero && wait <= .seconds(1))
                waits.withLock { $0 += 1 }
                bench.clock.advance()
            }
            guard case .token = settled else {
                Issue.record("no token for a right secret")
                return
            }
            #expect(waits.withLock { $0 } == 1)
        }
    }

    /// The clock stands, or somebody revokes the client's tokens in every second.
    @Test(arguments: [1, 100])
    func whoseSecondNeverComesIsRefusedInTheEnd(capacity: Int) async throws {
        let bench = try await TokenBench(batchSize: 1, capacity: capacity)
        defer { bench.remove() }
        for client in bench.clients {
            try await Self.revokeAll(of: client, bench)
            let waits = Mutex(0)
            let failure = await #expect(throws: StoreError.self) {
                _ = try await Self.settle(client, bench) { _ in
                    let count = waits.withLock { count in
                        count += 1
                        return count
                    }
                    // A rule without a bound would wait for ever; this one must be given up long before.
                    if count > 50 { throw CancellationError() }
                }
            }
            #expect(failure?.code == .unavailable)
            #expect((2...TokenRequestService.tries).contains(waits.withLock { $0 }))
        }
    }
}
