import OAuthCore
import StoredRows
import Testing

@testable import PostgreSQLStore

@Suite("A connection to PostgreSQL", .timeLimit(.minutes(1)))
struct ConnectionTests {
    private func connect(statementTimeout: Duration) throws -> Connection {
        let directory = try TestServer.shared.get().directory
        return try Connection(
            ServerAddress(
                Secret("postgres://mintmark@/postgres?host=\(directory)"), statementTimeout: statementTimeout))
    }

    @Test("is given up when the server gives no answer, and is not used again")
    func silence() async throws {
        try await TestServer.aside {
            let connection = try connect(statementTimeout: .seconds(0))
            // Without a limit of the server's own: it stands still, as far as this side can tell.
            try connection.run("SET statement_timeout = 0")
            let begin = ContinuousClock.now
            let failure = #expect(throws: ServerFailure.self) { try connection.run("SELECT pg_sleep(20)") }
            #expect(failure?.isConnectionLost == true && failure?.message.contains("no answer") == true)
            #expect(ContinuousClock.now - begin < .seconds(15))
            #expect(!connection.isUsable)
        }
    }

    @Test("says what the server said, be it the last thing it ever says")
    func lastWords() throws {
        let connection = try connect(statementTimeout: .seconds(10))
        let failure = #expect(throws: ServerFailure.self) { try connection.run("SELECT 1; SELECT no_such_column") }
        #expect(failure?.state == "42703" && failure?.isConnectionLost == false)
        #expect(try connection.run("SELECT ?::int", [7]).rows == [[7]])
        let end = #expect(throws: ServerFailure.self) {
            try connection.run("SELECT pg_terminate_backend(pg_backend_pid())")
        }
        #expect(end?.state == "57P01" && end?.isConnectionLost == true)
        #expect(!connection.isUsable)
    }

    @Test("carries statements and answers that are larger than any buffer")
    func large() throws {
        let connection = try connect(statementTimeout: .seconds(10))
        let text = String(repeating: "0123456789abcdef", count: 1_000_000)
        let rows = try connection.run("SELECT ?::text AS text", [.text(text)]).rows
        #expect(rows == [[.text(text)]])
    }
}
