import OAuthCore

/// The generic cell rate algorithm as a pure function: a limit of `burst` at once and one more every `interval`. Times
/// are in microseconds, so that a million a second can be told from a thousand.
struct GCRA: Sendable {
    /// How many may come at once.
    let burst: Int64
    /// Microseconds until one more may come.
    let interval: Int64

    /// For how many microseconds nothing more may come; 0 when something may.
    /// - Parameter arrival: the theoretical arrival time that ``advanced(_:at:)`` gave before; `nil` for none.
    func wait(_ arrival: Int64?, at now: Int64) -> Int64 {
        guard let arrival else { return 0 }
        return max(0, arrival - interval * (burst - 1) - now)
    }

    /// The theoretical arrival time after one more has come.
    func advanced(_ arrival: Int64?, at now: Int64) -> Int64 {
        max(arrival ?? 0, now) + interval
    }

    /// The part of the limit that one of several nodes has for itself alone.
    func share(of share: NodeShare?) -> GCRA {
        guard let nodes = share?.divisor, nodes > 1 else { return self }
        return GCRA(burst: max(1, burst / nodes), interval: interval * nodes)
    }
}
