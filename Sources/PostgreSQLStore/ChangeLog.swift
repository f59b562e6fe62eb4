import OAuthCore
import StoredRows
import Stores

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The table `changes`: what other nodes must look at anew, numbered without gaps in the order of the commits. A
/// notification on the channel `mintmark` tells them that there is something new.
enum ChangeLog {
    /// What a row is about.
    enum Kind: String, CaseIterable {
        /// The number of a client that is new, changed or gone.
        case client
        /// The number of an organization whose quota is another now.
        case quota
        /// The revision of a new revocation.
        case revocation
        /// There are other signing keys, or some in another state.
        case keys
    }

    static let channel = "mintmark"
    /// How long rows are kept, in milliseconds. A node that heard nothing for longer reads everything anew.
    private static let age: Int64 = 600_000

    /// Adds what other nodes must hear of a transaction, as part of it.
    static func add(_ outcome: Outcome<some Any>, _ db: Connection) throws {
        var rows: [(Kind, Int64)] = outcome.revocations.map { (.revocation, $0.revision) }
        switch outcome.change {
        case .saved(let client): rows.append((.client, client.id.number))
        case .removed(let ids): rows += ids.map { (.client, $0.number) }
        case .quota(let organization, _): rows.append((.quota, organization.number))
        case nil: break
        }
        if outcome.changesKeys { rows.append((.keys, 0)) }
        guard !rows.isEmpty else { return }
        // The clock of the database, which all nodes share.
        let now = try db.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint", []) ?? 0
        let last = try db.number(
            "UPDATE counters SET value = value + ? WHERE name = 'changes' RETURNING value",
            [.integer(Int64(rows.count))])
        let first = (last ?? 0) - Int64(rows.count) + 1
        try db.run(
            """
            INSERT INTO changes (sequence, kind, subject, time)
            SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[])
            """,
            [
                .list(rows.indices.map { first + Int64($0) }), .list(rows.map { $0.0.rawValue as String? }),
                .list(rows.map(\.1)), .list(rows.map { _ in now }),
            ])
        // The oldest are looked at along the key, so that this costs nothing while there is nothing to remove.
        try db.run(
            """
            DELETE FROM changes WHERE sequence IN (SELECT sequence FROM changes ORDER BY sequence LIMIT 100)
            AND time < ?
            """, [.integer(now - age)])
        try db.run("SELECT pg_notify('\(channel)', '')", [])
    }

    /// The newest number that was given.
    static func last(_ db: Connection) throws -> Int64 {
        try db.number("SELECT value FROM counters WHERE name = 'changes'") ?? 0
    }

    /// The changes behind a number; `nil` when some of them are gone, or the store was put back to an older state.
    static func changes(after sequence: Int64, _ db: Connection) throws -> [(kind: Kind, subject: Int64)]? {
        let last = try last(db)
        guard last != sequence else { return [] }
        guard last > sequence, last - sequence <= 10_000 else { return nil }
        let rows = try db.run(
            "SELECT kind, subject FROM changes WHERE sequence > ? ORDER BY sequence", [.integer(sequence)]
        )
        .rows
        guard rows.count == Int(last - sequence) else { return nil }
        return rows.compactMap { row in
            // A kind of a newer release is nothing that this one keeps in memory.
            guard case .text(let name) = row[0], let kind = Kind(rawValue: name), case .integer(let subject) = row[1]
            else { return nil }
            return (kind, subject)
        }
    }
}
