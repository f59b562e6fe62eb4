import Webhooks

/// What an operator can set of webhooks.
struct WebhookSettings: Sendable {
    var allowsPrivateDestinations: Bool
    var trust: AdditionalTrust?
    var schedule = RetrySchedule.standard
    /// Seconds.
    var disableAfter: Int64 = 432_000
    /// How long before its expiry a secret is told of, in seconds.
    var secretExpiryNotice: Int64 = 604_800
}
