#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A ``ValidationLane`` for each thread that is likely to run at the same time.
struct ValidationLanes: Sendable {
    private static let maximumCount = 64

    private let lanes: [ValidationLane]

    init(_ make: () -> ValidationLane) {
        let processors = min(max(sysconf(CInt(_SC_NPROCESSORS_ONLN)), 1), Self.maximumCount / 2)
        // A power of two, and more than threads of a pool, which are numbered as they come and go.
        let count = 2 << (Int.bitWidth - (processors - 1).leadingZeroBitCount)
        lanes = (0..<count).map { _ in make() }
    }

    /// The lane of the thread that asks. Two threads may come to have one lane, which costs them time and nothing else.
    var current: ValidationLane { lanes[ThreadNumber.current & (lanes.count - 1)] }
}
