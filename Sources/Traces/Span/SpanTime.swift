/// A moment on both clocks of ``SpanClock``.
struct SpanTime: Sendable {
    /// Nanoseconds since 1970.
    var wall: UInt64
    /// Nanoseconds since any moment.
    var monotonic: UInt64

    /// Of a span that nobody records.
    static let none = SpanTime(wall: 0, monotonic: 0)
}
