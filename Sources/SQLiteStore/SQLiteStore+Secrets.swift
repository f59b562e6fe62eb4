import GRDB
package import OAuthCore
import StoredRows
import Stores

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SQLiteStore: SecretStore {
    /// How many hashes one query looks for.
    private static let hashesAtOnce = 500

    /// The secrets that are in force and meet the filter, in the order that it asks for.
    package func secrets(_ filter: SecretFilter, _ page: PageRequest) async throws -> Page<ListedSecret> {
        try await read { try SecretList(filter).page(page, in: $0) }
    }

    /// The secrets with one of these hashes, in force or not.
    package func secrets(hashedAs hashes: [SecretHash]) async throws -> [ListedSecret] {
        try await read { db in
            var rows: [SecretRow] = []
            var rest = hashes[...]
            while !rest.isEmpty {
                let part = rest.prefix(Self.hashesAtOnce)
                rest = rest.dropFirst(part.count)
                let condition = "WHERE hash IN (\(databaseQuestionMarks(count: part.count)))"
                let found = try SecretRow.fetch(db, condition, StatementArguments(part.map { Data($0.bytes) }))
                rows += found.filter { part.contains($0.secret.hash) }
            }
            return try SecretList.listed(rows, db)
        }
    }
}
