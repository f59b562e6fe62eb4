package import OAuthCore
import StoredRows
import Stores

extension PostgreSQLStore: SecretStore {
    /// The secrets that are in force and meet the filter, in the order that it asks for.
    package func secrets(_ filter: SecretFilter, _ page: PageRequest) async throws -> Page<ListedSecret> {
        try await read { try SecretList(filter).page(page, in: $0) }
    }

    /// The secrets with one of these hashes, in force or not.
    package func secrets(hashedAs hashes: [SecretHash]) async throws -> [ListedSecret] {
        guard !hashes.isEmpty else { return [] }
        return try await read { db in
            let rows = try SecretRow.fetch(
                db, "WHERE hash = ANY (?::bytea[])", [.list(hashes.map(\.bytes))])
            return try SecretList.listed(rows.filter { hashes.contains($0.secret.hash) }, db)
        }
    }
}
