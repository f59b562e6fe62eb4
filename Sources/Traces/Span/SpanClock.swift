#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The two clocks of spans: the wall clock says when a trace began, the other how much later everything in it was, so that
/// a wall clock that is set in the meantime makes nothing shorter, longer or negative.
package struct SpanClock: Sendable {
    /// Nanoseconds since 1970.
    let wall: @Sendable () -> UInt64
    /// Nanoseconds since any moment; never set back.
    let monotonic: @Sendable () -> UInt64

    package init(
        wall: @escaping @Sendable () -> UInt64 = UnixTime.nanoseconds,
        monotonic: @escaping @Sendable () -> UInt64 = SpanClock.elapsed
    ) {
        self.wall = wall
        self.monotonic = monotonic
    }

    /// Nanoseconds since the machine's start.
    @Sendable package static func elapsed() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(max(0, time.tv_sec)) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    func now() -> SpanTime {
        SpanTime(wall: wall(), monotonic: monotonic())
    }

    /// Now, counted from a moment of the same trace.
    func now(since start: SpanTime) -> SpanTime {
        let monotonic = monotonic()
        let elapsed = monotonic > start.monotonic ? monotonic - start.monotonic : 0
        return SpanTime(wall: start.wall + elapsed, monotonic: monotonic)
    }
}
