import OAuthCore
import StoreContract
import StoredRows
import Stores
import Synchronization
import Testing

@testable import PostgreSQLStore

@Suite("Uses of limits that nodes exchange", .timeLimit(.minutes(5)))
struct LimitUseTests {
    /// A clock that stands still until it is set: what the tests add is far apart, so that the server's real one may go on.
    private final class StillClock: WallClock {
        private let time = Atomic<Int64>(1_800_000_000_000)
        func now() -> Timestamp { Timestamp(milliseconds: time.load(ordering: .relaxed)) }
        func setBack(by milliseconds: Int64) { time.subtract(milliseconds, ordering: .relaxed) }
    }

    private let clock = StillClock()
    private let model: LimitUseModel
    private let hour: Int64 = 3_600_000

    init() {
        model = LimitUseModel(clock: clock)
    }

    private func open() async throws -> PostgreSQLStore {
        try await PostgreSQLStore(TestServer.makeDatabase(), auditChain: Example.chain)
    }

    private func randomUses() -> LimitUses {
        let keys = (1...4).map { "key \($0)" }.filter { _ in .random() }
        return LimitUses(
            rates: keys.map { key in
                RateUse(
                    limit: "rate", key: key, cost: .random(in: 1...3) * hour * 1000,
                    backlog: .random(in: 1...5) * hour * 1000)
            },
            periods: keys.map { key in
                // Two lengths, and periods that are far older or younger than the stored ones, half an hour from any border.
                let period: Int64 = Bool.random() ? 88_200 : 45_000
                return PeriodUse(
                    limit: "period", key: key, count: .random(in: 1...9), elapsed: .random(in: 0...60) * hour,
                    period: period)
            })
    }

    private func compare(_ stored: LimitStates, _ expected: LimitStates) {
        #expect(stored.rates.count == expected.rates.count && stored.periods.count == expected.periods.count)
        for (one, other) in zip(stored.rates.sorted { $0.key < $1.key }, expected.rates.sorted { $0.key < $1.key }) {
            #expect(one.key == other.key && one.limit == other.limit)
            #expect(abs(one.backlog - other.backlog) < 60_000_000)
        }
        for (one, other) in zip(stored.periods.sorted { $0.key < $1.key }, expected.periods.sorted { $0.key < $1.key })
        {
            #expect(one.key == other.key && one.count == other.count && one.period == other.period)
            #expect(abs(one.elapsed - other.elapsed) < 60_000)
        }
    }

    @Test("are added up as the model does", arguments: 1...12)
    func model(_ round: Int) async throws {
        let store = try await open()
        var revision: Int64 = 0
        for _ in 0..<12 {
            for _ in 0..<Int.random(in: 0...3) {
                let uses = randomUses()
                guard !uses.isEmpty else { continue }
                try await store.add(uses)
                try await model.add(uses)
            }
            let all = try await store.limitUses(after: 0, limit: 100)
            compare(all, try await model.limitUses(after: 0, limit: 100))
            let new = try await store.limitUses(after: revision, limit: 100)
            #expect(new.rates.allSatisfy { rate in all.rates.contains { $0.key == rate.key } })
            revision = new.revision
            #expect(try await store.limitUses(after: revision, limit: 100) == LimitStates(revision: revision))
        }
        #expect(
            try await store.limitUses(after: revision + 50, limit: 100).periods.count == 4, "read from the beginning")
        try await store.close()
    }

    /// The server's own clock cannot be set here: what is stored is as it would be had the clock shown more before.
    private func setClockBack(_ store: PostgreSQLStore, by milliseconds: Int64) async throws {
        clock.setBack(by: milliseconds)
        try await store.separately { db in
            let step: [StoredValue] = [.integer(milliseconds)]
            try db.run(
                "UPDATE rate_uses SET arrival = arrival + ?::bigint * 1000, update_time = update_time + ?::bigint",
                step + step)
            try db.run(
                """
                UPDATE period_uses SET start_time = start_time + ?::bigint, end_time = end_time + ?::bigint,
                update_time = update_time + ?::bigint
                """, step + step + step)
        }
    }

    @Test("move with a clock of the server that is set back", arguments: 1...8)
    func setBack(_ round: Int) async throws {
        let store = try await open()
        for _ in 0..<8 {
            for _ in 0..<Int.random(in: 0...2) {
                let uses = randomUses()
                guard !uses.isEmpty else { continue }
                try await store.add(uses)
                try await model.add(uses)
            }
            try await setClockBack(store, by: .random(in: 0...20) * hour)
            let all = try await store.limitUses(after: 0, limit: 100)
            compare(all, try await model.limitUses(after: 0, limit: 100))
        }
        try await store.close()
    }

    @Test("hold nobody back for longer because the clock of the server was set back")
    func setBackHour() async throws {
        let store = try await open()
        let uses = LimitUses(
            rates: [RateUse(limit: "r", key: "k", cost: 1_000_000, backlog: 60_000_000)],
            periods: [PeriodUse(limit: "p", key: "k", count: 5, elapsed: 20_000, period: 60)])
        try await store.add(uses)
        try await setClockBack(store, by: hour)
        // All other tests run at the same time, so seconds may pass; hours may not.
        let read = try await store.limitUses(after: 0, limit: 10)
        #expect((30_000_000...60_000_000).contains(try #require(read.rates.first).backlog))
        #expect((20_000...50_000).contains(try #require(read.periods.first).elapsed))
        try await store.add(uses)
        let again = try await store.limitUses(after: 0, limit: 10)
        #expect((31_000_000...61_000_000).contains(try #require(again.rates.first).backlog))
        let period = try #require(again.periods.first)
        #expect(period.count == 10 && (20_000...50_000).contains(period.elapsed))
        try await store.close()
    }

    @Test("are heard of by all, though nodes add at the same time and read page by page")
    func nodes() async throws {
        let address = try await TestServer.makeDatabase()
        let totals = try await withThrowingTaskGroup(of: [String: Int64].self) { group in
            for node in 0..<4 {
                group.addTask {
                    let store = try await PostgreSQLStore(address, auditChain: Example.chain)
                    var (revision, known): (Int64, [String: Int64]) = (0, [:])
                    for turn in 0..<60 {
                        if turn < 40 {
                            // In an order of its own: rows are locked one after another.
                            try await store.add(
                                LimitUses(
                                    periods: (1...20).shuffled().prefix(10).map { number in
                                        PeriodUse(
                                            limit: "p", key: "\(number)", count: 1, elapsed: 0, period: 86_400)
                                    }))
                        }
                        if node == 0 || turn >= 40 {
                            var hasMore = true
                            while hasMore {
                                let part = try await store.limitUses(after: revision, limit: 12)
                                (revision, hasMore) = (part.revision, part.hasMore)
                                for period in part.periods { known[period.key] = period.count }
                            }
                        }
                        if turn >= 40 { try await Task.sleep(for: .milliseconds(50)) }
                    }
                    try await store.close()
                    return known
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for known in totals {
            #expect(known.values.reduce(0, +) == 4 * 40 * 10, "nothing is lost, and everybody knows it")
        }
    }

    @Test("are removed when they hold nobody back any more")
    func sweep() async throws {
        let store = try await open()
        try await store.add(
            LimitUses(
                rates: [
                    RateUse(limit: "r", key: "ended", cost: 1, backlog: 0),
                    RateUse(limit: "r", key: "living", cost: 1, backlog: hour * 1000),
                ],
                periods: [
                    PeriodUse(limit: "p", key: "ended", count: 1, elapsed: 2000, period: 1),
                    PeriodUse(limit: "p", key: "living", count: 1, elapsed: 2000, period: 100),
                ]))
        #expect(try await store.removeEndedLimitUses(limit: 10) == 1)
        let left = try await store.limitUses(after: 0, limit: 10)
        #expect(left.rates.map(\.key) == ["living"] && left.periods.map(\.key) == ["living"])
        try await store.close()
    }

    @Test("are those of nodes that are counted while they live")
    func liveNodes() async throws {
        let store = try await open()
        func age(_ milliseconds: Int64) async throws {
            _ = try await store.separately {
                try $0.run("UPDATE nodes SET seen_time = seen_time - ?::bigint", [.integer(milliseconds)])
            }
        }
        #expect(try await store.noteNode(1) == 1)
        _ = try await store.noteNode(2)
        // However long this test takes, they have been seen a moment ago.
        try await age(-hour)
        #expect(try await store.noteNode(3) == 3)
        try await store.removeNode(2)
        #expect(try await store.noteNode(3) == 2)
        try await age(hour + 6000)
        #expect(try await store.noteNode(3) == 1, "the one that is silent does not count")
        try await age(hour)
        #expect(try await store.noteNode(4) == 1)
        let rows = try await store.separately { try $0.number("SELECT count(*) FROM nodes") }
        #expect(rows == 1, "its row goes after a while")
        try await store.close()
    }
}
