import StoredRows

@testable import PostgreSQLStore

/// What a release after this one may do to the schema.
enum NextRelease {
    /// Adds what every migration may add: a column to each table, a table of its own, an index, a counter.
    static func migrate(_ address: ServerAddress) throws {
        let connection = try Connection(address)
        for table in StoredTable.all {
            try connection.run("ALTER TABLE \(table.name) ADD COLUMN of_the_next_release TEXT")
        }
        try connection.run(
            """
            CREATE TABLE of_the_next_release (id BIGINT PRIMARY KEY, client_id BIGINT);
            CREATE INDEX clients_of_the_next_release ON clients (of_the_next_release);
            INSERT INTO counters (name, value) VALUES ('of_the_next_release', 7);
            UPDATE store_schema SET generation = generation + 1
            """)
    }

    /// Says that only releases that know of the last migration can work with the store.
    static func shutOut(_ address: ServerAddress) throws {
        try Connection(address).run("UPDATE store_schema SET oldest_generation = generation")
    }
}
