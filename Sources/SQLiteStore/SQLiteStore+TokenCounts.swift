import GRDB
package import OAuthCore
import StoredRows
import Stores

extension SQLiteStore: TokenCountStore {
    package func add(_ counts: [TokenCount]) async throws {
        guard !counts.isEmpty else { return }
        try await write { db in
            let statement = try db.cachedStatement(
                sql: """
                    \(StoredTable.tokenCounts.insert) ON CONFLICT (client_id, hour) DO UPDATE SET
                    issued = issued + excluded.issued, last_issue_time = max(last_issue_time, excluded.last_issue_time),
                    latest_expire_time = max(latest_expire_time, excluded.latest_expire_time)
                    """)
            for count in counts {
                try statement.execute(arguments: [
                    count.clientID.number, count.hour, count.issued, count.lastIssueTime.milliseconds,
                    count.latestExpireTime.milliseconds,
                ])
            }
            return Outcome(())
        }
    }

    package func tokenCounts(of client: ClientID) async throws -> [TokenCount] {
        try await read { db in
            let table = StoredTable.tokenCounts
            let statement = try db.cachedStatement(sql: "\(table.select) WHERE client_id = ? ORDER BY hour")
            return try Row.fetchAll(statement, arguments: [client.number]).map { row in
                var reader = RowReader(row.storedValues, of: table)
                _ = try reader.integer()
                return TokenCount(
                    clientID: client, hour: try reader.integer(), issued: try reader.integer(),
                    lastIssueTime: try reader.time(), latestExpireTime: try reader.time())
            }
        }
    }

    package func removeTokenCounts(before hour: Int64, expiredAt now: Timestamp, limit: Int) async throws -> Int {
        try await write { db in
            try db.execute(
                sql: """
                    DELETE FROM token_counts WHERE (client_id, hour) IN (
                    SELECT client_id, hour FROM token_counts WHERE hour < ? AND latest_expire_time <= ? LIMIT ?)
                    """, arguments: [hour, now.milliseconds, limit])
            return Outcome(db.changesCount)
        }
    }
}
