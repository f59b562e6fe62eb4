import NIOCore
import NIOPosix
import OAuthCore
import Stores
import Testing

@testable import PostgreSQLStore

@Suite("A pool of connections", .timeLimit(.minutes(1)))
struct ConnectionPoolTests {
    @Test("lets one call find out whether a server that stands still is back, and refuses the others at once")
    func oneTrial() async throws {
        // It takes connections and says nothing.
        let silent = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(silent.localAddress?.port)
        let pool = try ConnectionPool(ServerAddress(Secret("postgres://mintmark@127.0.0.1:\(port)/none")), size: 2)
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
        try await Task.sleep(for: .milliseconds(400))
        async let trial = attempt()
        try await Task.sleep(for: .milliseconds(400))
        for _ in 0..<20 { #expect(await attempt() < .seconds(1)) }
        #expect(await trial > .seconds(3))
        try await pool.close()
        try await silent.close()
    }
}
