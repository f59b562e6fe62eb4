import StoreContract
import StoredRows
import Testing

@Suite("The store contract")
struct ContractTests {
    @Test("holds for SQLite", arguments: StoreContract.cases)
    func contract(_ contract: ContractCase) async throws {
        let directory = try TemporaryStore()
        let changes = ObservedChanges()
        try await contract.run(directory.open(observer: changes, revocationObserver: changes), changes)
    }

    @Test("holds on what the next release has made of the schema", arguments: StoreContract.cases)
    func nextRelease(_ contract: ContractCase) async throws {
        let directory = try TemporaryStore()
        _ = try directory.open()
        for table in StoredTable.all {
            try directory.execute("ALTER TABLE \(table.name) ADD COLUMN of_the_next_release TEXT")
        }
        try directory.execute(
            """
            CREATE TABLE of_the_next_release (id INTEGER PRIMARY KEY, client_id INTEGER);
            CREATE INDEX clients_of_the_next_release ON clients (of_the_next_release);
            INSERT INTO grdb_migrations (identifier) VALUES ('999_next');
            """)
        let changes = ObservedChanges()
        try await contract.run(directory.open(observer: changes, revocationObserver: changes), changes)
    }
}
