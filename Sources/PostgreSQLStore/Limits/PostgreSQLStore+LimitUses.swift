import StoredRows
package import Stores

/// These do not take the turn of those that change what is stored: each is one statement, which the server runs to its
/// end whatever becomes of the node. Additions take turns of their own, so that they are numbered in the order in which
/// they are committed.
extension PostgreSQLStore: LimitUseStore {
    package func add(_ uses: LimitUses) async throws {
        try await separately { db in
            if !uses.rates.isEmpty { try Self.add(uses.rates, db) }
            if !uses.periods.isEmpty { try Self.add(uses.periods, db) }
        }
    }

    private static func add(_ uses: [RateUse], _ db: Connection) throws {
        try db.run(
            """
            \(turn)
            INSERT INTO rate_uses AS stored (limit_name, subject, arrival, cost, revision, update_time)
            SELECT uses.limit_name, uses.subject, clock.now * 1000 + uses.backlog, uses.cost, turn.value, clock.now
            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[]) AS uses (limit_name, subject, backlog, cost),
            turn, \(clock)
            ON CONFLICT (limit_name, subject) DO UPDATE SET
            arrival = greatest(stored.arrival - \(stepBack) * 1000 + excluded.cost, excluded.arrival),
            cost = excluded.cost, revision = excluded.revision, update_time = \(updateTime)
            """,
            [
                .list(uses.map { $0.limit as String? }), .list(uses.map { $0.key as String? }),
                .list(uses.map(\.backlog)), .list(uses.map(\.cost)),
            ])
    }

    private static func add(_ uses: [PeriodUse], _ db: Connection) throws {
        // Clocks round, so a period counts as over a hundredth before its end, a second at most.
        let rounding = "least(excluded.period * 10, 1000)"
        let known = "(stored.start_time - \(stepBack))"
        let isNew = "excluded.start_time + \(rounding) >= \(known) + excluded.period * 1000"
        let isOld = "excluded.start_time + excluded.period * 1000 <= \(known) + \(rounding)"
        let start = "CASE WHEN \(isNew) THEN excluded.start_time ELSE \(known) END"
        try db.run(
            """
            \(turn)
            INSERT INTO period_uses AS stored
            (limit_name, subject, start_time, period, count, end_time, revision, update_time)
            SELECT uses.limit_name, uses.subject, clock.now - uses.elapsed, uses.period, uses.count,
            clock.now - uses.elapsed + uses.period * 1000, turn.value, clock.now
            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
            AS uses (limit_name, subject, elapsed, period, count), turn, \(clock)
            ON CONFLICT (limit_name, subject) DO UPDATE SET
            start_time = \(start), period = excluded.period, end_time = \(start) + excluded.period * 1000,
            count = CASE WHEN \(isNew) THEN excluded.count WHEN \(isOld) THEN stored.count
            ELSE stored.count + excluded.count END,
            revision = excluded.revision, update_time = \(updateTime)
            """,
            [
                .list(uses.map { $0.limit as String? }), .list(uses.map { $0.key as String? }),
                .list(uses.map(\.elapsed)), .list(uses.map(\.period)), .list(uses.map(\.count)),
            ])
    }

    package func limitUses(after revision: Int64, limit: Int) async throws -> LimitStates {
        // Mostly there is nothing new, which one statement finds out.
        let last = try await separately { try Self.lastRevision($0) }
        guard last != revision else { return LimitStates(revision: last) }
        // A store that was put back to an older state is read from its beginning.
        let start = last < revision ? 0 : revision
        return try await read { db in
            let last = try Self.lastRevision(db)
            var states = LimitStates(revision: last)
            let rates = try Self.rows(
                "SELECT revision, limit_name, subject, arrival - \(Self.readTime) * 1000 FROM rate_uses", start, limit,
                db)
            let periods = try Self.rows(
                "SELECT revision, limit_name, subject, count, \(Self.readTime) - start_time, period FROM period_uses",
                start, limit, db)
            // Rows of one revision belong together; what a full page may have cut off is left for the next one.
            for rows in [rates, periods] where rows.count >= limit {
                states.revision = min(states.revision, max(start + 1, (rows.last?.revision ?? last) - 1))
            }
            states.hasMore = states.revision < last
            let end = states.revision
            states.rates = rates.filter { $0.revision <= end }.compactMap { $0.rate }
            states.periods = periods.filter { $0.revision <= end }.compactMap { $0.period }
            return states
        }
    }

    package func noteNode(_ id: Int64) async throws -> Int {
        try await separately { db in
            try db.run(
                """
                INSERT INTO nodes (id, seen_time) SELECT ?::bigint, clock.now FROM \(Self.clock)
                ON CONFLICT (id) DO UPDATE SET seen_time = excluded.seen_time
                """, [.integer(id)])
            try db.run(
                "DELETE FROM nodes USING \(Self.clock) WHERE seen_time < clock.now - ?", [.integer(Self.nodeMemory)])
            let alive = try db.number(
                "SELECT count(*) FROM nodes, \(Self.clock) WHERE seen_time > clock.now - ?",
                [.integer(Self.longestSilence)])
            return max(1, Int(alive ?? 1))
        }
    }

    package func removeNode(_ id: Int64) async throws {
        try await separately { _ = try $0.run("DELETE FROM nodes WHERE id = ?", [.integer(id)]) }
    }

    package func removeEndedLimitUses(limit: Int) async throws -> Int {
        try await separately { db in
            let rates = try db.run(
                """
                DELETE FROM rate_uses WHERE (limit_name, subject) IN (
                SELECT limit_name, subject FROM rate_uses, \(Self.clock) WHERE arrival < clock.now * 1000
                LIMIT ? FOR UPDATE OF rate_uses SKIP LOCKED)
                """, [.integer(Int64(limit))])
            let periods = try db.run(
                """
                DELETE FROM period_uses WHERE (limit_name, subject) IN (
                SELECT limit_name, subject FROM period_uses, \(Self.clock) WHERE end_time < clock.now
                LIMIT ? FOR UPDATE OF period_uses SKIP LOCKED)
                """, [.integer(Int64(limit))])
            return max(rates.changes, periods.changes)
        }
    }

    /// A node that was silent for longer, in milliseconds, does not count.
    private static let longestSilence: Int64 = 5000
    /// After how many milliseconds its row goes.
    private static let nodeMemory: Int64 = 60_000

    /// Locked until the statement is committed.
    private static let turn =
        "WITH turn AS (UPDATE counters SET value = value + 1 WHERE name = 'limit_uses' RETURNING value)"
    /// The server's time in milliseconds.
    private static let clock = "(SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now) AS clock"

    /// By how many milliseconds the server's clock was set back since a row was written; less than a second is the order
    /// in which statements read the clock. What is stored moves with the clock then, as if no time had passed.
    private static let stepBack = """
        (CASE WHEN stored.update_time > excluded.update_time + 1000
        THEN stored.update_time - excluded.update_time ELSE 0 END)
        """
    private static let updateTime = """
        CASE WHEN stored.update_time > excluded.update_time + 1000 THEN excluded.update_time
        ELSE greatest(stored.update_time, excluded.update_time) END
        """
    /// The time when a row is read. Where the clock was set back since it was written, no time has passed.
    private static let readTime = "greatest(clock.now, update_time)"

    private static func lastRevision(_ db: Connection) throws -> Int64 {
        try db.number("SELECT value FROM counters WHERE name = 'limit_uses'") ?? 0
    }

    private static func rows(
        _ select: String, _ revision: Int64, _ limit: Int, _ db: Connection
    ) throws -> [LimitUseRow] {
        try db.run(
            "\(select), \(clock) WHERE revision > ? ORDER BY revision LIMIT ?",
            [.integer(revision), .integer(Int64(limit))]
        ).rows.compactMap(LimitUseRow.init)
    }
}
