/// How deliveries are made.
package struct DispatchSettings: Sendable {
    package var schedule: RetrySchedule
    /// For how long nothing may get through to an endpoint before it is disabled, in seconds.
    package var disableAfter: Int64
    /// The most deliveries at once.
    package var concurrency: Int
    /// For how long a delivery is a dispatcher's own, in seconds: longer than an attempt can take.
    package var lease: Int64

    package init(
        schedule: RetrySchedule = .standard, disableAfter: Int64 = 5 * 86_400, concurrency: Int = 8, lease: Int64 = 15
    ) {
        self.schedule = schedule
        self.disableAfter = disableAfter
        self.concurrency = concurrency
        self.lease = lease
    }
}
