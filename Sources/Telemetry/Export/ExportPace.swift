/// When the collector is tried again: a second after the first failure, then twice as long each time, half a minute at
/// most, each shortened by chance, and never sooner than the collector asks for.
struct ExportPace: Equatable {
    private static let first: Int64 = 1000
    private static let longest: Int64 = 30_000
    /// The longest that the collector's wish is heeded, in milliseconds.
    private static let longestWish: Int64 = 300_000

    /// Failures since the last success.
    private(set) var failures = 0

    mutating func noteSuccess() { failures = 0 }

    /// - Parameters:
    ///   - wish: what the collector asks for, in milliseconds.
    ///   - jitter: 0 to 1, by chance, so that many servers do not come back at once.
    /// - Returns: how long to wait, in milliseconds.
    mutating func noteFailure(wish: Int64?, jitter: Double) -> Int64 {
        let pause = min(Self.longest, Self.first << Int64(min(failures, 10)))
        failures += 1
        let shortened = pause - Int64(Double(pause) * min(max(jitter, 0), 1) / 2)
        return max(shortened, min(wish ?? 0, Self.longestWish))
    }
}
