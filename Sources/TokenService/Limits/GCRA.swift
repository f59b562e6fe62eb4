import OAuthCore

/// The generic cell rate algorithm as a pure function: a limit of `burst` at once and one more every `interval`.
struct GCRA: Sendable {
    /// How many may come at once.
    let burst: Int64
    /// Milliseconds until one more may come.
    let interval: Int64

    /// For how many milliseconds nothing more may come; 0 when something may.
    /// - Parameter arrival: the theoretical arrival time that ``advanced(_:at:)`` gave before; `nil` for none.
    func wait(_ arrival: Int64?, at now: Timestamp) -> Int64 {
        guard let arrival else { return 0 }
        return max(0, arrival - interval * (burst - 1) - now.milliseconds)
    }

    /// The theoretical arrival time after one more has come.
    func advanced(_ arrival: Int64?, at now: Timestamp) -> Int64 {
        max(arrival ?? 0, now.milliseconds) + interval
    }
}
