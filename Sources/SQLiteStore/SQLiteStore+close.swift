import GRDB

extension SQLiteStore {
    /// Writes everything into the database file itself and closes it. The store cannot be used afterwards.
    package func close() async throws {
        do {
            _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }
}
