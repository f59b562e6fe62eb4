/// How often something may happen.
package struct RateLimit: Sendable, Equatable {
    /// How often at once.
    package let burst: Int64
    /// How often in a second from then on.
    package let perSecond: Double

    package init(burst: Int64, perSecond: Double) {
        self.burst = burst
        self.perSecond = perSecond
    }
}
