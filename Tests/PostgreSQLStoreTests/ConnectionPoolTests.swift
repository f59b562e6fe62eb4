import NIOCore
import NIOPosix
import OAuthCore
import Stores
import Testing

@testable import PostgreSQLStore

@Suite("A pool of connections", .timeLimit(.minutes(1)))
struct ConnectionPoolTests {
    @Test("refuses calls at once while a server stands still, after the first one has found that out")
    func standstill() async throws {
        // It takes connections and says nothing.
        let silent = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(silent.localAddress?.port)
        let reachability = try Reachability(ServerAddress(Secret("postgres://mintmark@127.0.0.1:\(port)/none")))
        let pool = ConnectionPool(reachability, size: 2)
        let clock = ContinuousClock()

        func attempt() async -> Duration {
            await clock.measure {
                let error = await #expect(throws: StoreError.self) {
                    try await pool.run { connections in
                        try connections.transaction("BEGIN") { _ in }
                    }
                }
                #expect(error?.code == .unavailable)
            }
        }

        // The server is given the time that a connection may take.
        #expect(await attempt() > .seconds(3))
        // Longer than an attempt of the thread that asks takes, so that some of them come behind it.
        for _ in 0..<20 {
            #expect(await attempt() < .seconds(1))
            try await Task.sleep(for: .milliseconds(200))
        }
        try await pool.close()
        try await reachability.close()
        try await silent.close()
    }

    @Test("waits for a server that is slow and answers")
    func slow() async throws {
        let reachability = Reachability(try await TestServer.makeDatabase())
        let pool = ConnectionPool(reachability, size: 1)
        let begin = ContinuousClock.now
        try await pool.run { connections in
            try connections.transaction("BEGIN") { db in
                try db.run("SELECT pg_sleep(5)")
            }
        }
        #expect(ContinuousClock.now - begin >= .seconds(5))
        #expect(reachability.outages == 0 && reachability.refusal == nil)
        try await pool.close()
        try await reachability.close()
    }
}
