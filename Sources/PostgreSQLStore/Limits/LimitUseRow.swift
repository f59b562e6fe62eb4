import StoredRows
import Stores

/// A row of `rate_uses` or `period_uses` as it is read: revision, limit and subject, and what there is to say.
struct LimitUseRow {
    let revision: Int64
    private let limit: String
    private let key: String
    private let numbers: [Int64]

    init?(_ row: [StoredValue]) {
        guard case .integer(let revision) = row[0], case .text(let limit) = row[1], case .text(let key) = row[2] else {
            return nil
        }
        self.revision = revision
        self.limit = limit
        self.key = key
        numbers = row.dropFirst(3).compactMap { value in
            guard case .integer(let number) = value else { return nil }
            return number
        }
    }

    var rate: RateState? {
        guard numbers.count == 1 else { return nil }
        return RateState(limit: limit, key: key, backlog: numbers[0])
    }

    var period: PeriodState? {
        guard numbers.count == 3 else { return nil }
        return PeriodState(limit: limit, key: key, count: numbers[0], elapsed: numbers[1], period: numbers[2])
    }
}
