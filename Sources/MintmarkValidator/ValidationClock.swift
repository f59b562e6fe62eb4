#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells the time of day. Replaced in tests.
public protocol ValidationClock: Sendable {
    /// Seconds since 1970, rounded down.
    var seconds: Int64 { get }
}

/// The clock of the machine.
public struct SystemValidationClock: ValidationClock {
    /// The clock of the machine.
    public init() {}

    /// Seconds since 1970, rounded down.
    public var seconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec)
    }
}
