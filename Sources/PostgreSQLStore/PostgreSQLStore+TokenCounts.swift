package import OAuthCore
import StoredRows
import Stores

extension PostgreSQLStore: TokenCountStore {
    package func add(_ counts: [TokenCount]) async throws {
        guard !counts.isEmpty else { return }
        try await write { db in
            // One statement may not touch a row twice, so counts of one client and hour go into different ones.
            var rest = counts
            while !rest.isEmpty {
                var seen: Set<[Int64]> = []
                let part = rest.filter { seen.insert([$0.clientID.number, $0.hour]).inserted }
                var left: Set<[Int64]> = seen
                rest = rest.filter { left.remove([$0.clientID.number, $0.hour]) == nil }
                try Self.add(part, db)
            }
            return Outcome(())
        }
    }

    private static func add(_ counts: [TokenCount], _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO token_counts (client_id, hour, issued, last_issue_time, latest_expire_time)
            SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
            ON CONFLICT (client_id, hour) DO UPDATE SET issued = token_counts.issued + excluded.issued,
            last_issue_time = greatest(token_counts.last_issue_time, excluded.last_issue_time),
            latest_expire_time = greatest(token_counts.latest_expire_time, excluded.latest_expire_time)
            """,
            [
                .list(counts.map(\.clientID.number)), .list(counts.map(\.hour)), .list(counts.map(\.issued)),
                .list(counts.map(\.lastIssueTime.milliseconds)), .list(counts.map(\.latestExpireTime.milliseconds)),
            ])
    }

    package func tokenCounts(of client: ClientID) async throws -> [TokenCount] {
        try await read { db in
            let table = StoredTable.tokenCounts
            let rows = try db.run("\(table.select) WHERE client_id = ? ORDER BY hour", [.integer(client.number)]).rows
            return try rows.map { row in
                var reader = RowReader(row, of: table)
                _ = try reader.integer()
                return TokenCount(
                    clientID: client, hour: try reader.integer(), issued: try reader.integer(),
                    lastIssueTime: try reader.time(), latestExpireTime: try reader.time())
            }
        }
    }

    package func removeTokenCounts(before hour: Int64, expiredAt now: Timestamp, limit: Int) async throws -> Int {
        try await write { db in
            let deletion = try db.run(
                """
                DELETE FROM token_counts WHERE (client_id, hour) IN (
                SELECT client_id, hour FROM token_counts WHERE hour < ? AND latest_expire_time <= ? LIMIT ?)
                """, [.integer(hour), .integer(now.milliseconds), .integer(Int64(limit))])
            return Outcome(deletion.changes)
        }
    }
}
