package import OAuthCore
import StoredRows
import Stores

extension PostgreSQLStore {
    /// What following the changes came to.
    package enum Following: Sendable {
        /// The observers have heard of everything up to here.
        case upToDate(Int64, keys: [SigningKeyRecord]?)
        /// Changes were missed: everything must be read anew.
        case missed(Int64)
    }

    /// The number of the newest change.
    package func lastChange() async throws -> Int64 {
        try await read { try ChangeLog.last($0) }
    }

    /// Tells the observers what was changed behind a number, by this node or another one, and what is stored now. It is
    /// done between two writes of this node, so that nothing older is told after something newer.
    /// The clock is compared with the database's on the way.
    /// - Returns: the signing keys as well, when they changed.
    package func follow(after sequence: Int64) async throws -> Following {
        try await betweenWrites { [self] db in
            try clock.ask(db)
            let last = try ChangeLog.last(db)
            guard let changes = try ChangeLog.changes(after: sequence, db) else { return .missed(last) }
            guard !changes.isEmpty else { return .upToDate(last, keys: nil) }
            var subjects: [ChangeLog.Kind: Set<Int64>] = [:]
            for change in changes { subjects[change.kind, default: []].insert(change.subject) }
            tell(
                try Self.clientChanges(subjects[.client] ?? [], db) + Self.quotaChanges(subjects[.quota] ?? [], db),
                try Self.revocations(subjects[.revocation] ?? [], db))
            return .upToDate(last, keys: subjects[.keys] == nil ? nil : try Self.signingKeys(db))
        }
    }

    private static func clientChanges(_ numbers: Set<Int64>, _ db: Connection) throws -> [ClientChange] {
        guard !numbers.isEmpty else { return [] }
        let rows = try ClientRow.fetch(db, "WHERE id = ANY (?::bigint[])", [.list(numbers)])
        let clients = try ClientRow.clients(rows, db)
        let gone = numbers.subtracting(clients.map(\.id.number))
        // Whose client it was is known nowhere any more; memory goes by the number.
        let removed = gone.map { ClientID(kind: .organization, number: $0) }
        return clients.map(ClientChange.saved) + (removed.isEmpty ? [] : [.removed(removed)])
    }

    private static func quotaChanges(_ numbers: Set<Int64>, _ db: Connection) throws -> [ClientChange] {
        guard !numbers.isEmpty else { return [] }
        let rows = try OrganizationRow.fetch(db, "WHERE id = ANY (?::bigint[])", [.list(numbers)])
        return rows.map { .quota($0.organization.id, $0.organization.quota) }
    }

    private static func revocations(_ revisions: Set<Int64>, _ db: Connection) throws -> [Revocation] {
        guard !revisions.isEmpty else { return [] }
        return try RevocationRow.fetch(
            db, "WHERE revision = ANY (?::bigint[]) ORDER BY revision", [.list(revisions)]
        ).map(\.revocation)
    }
}
