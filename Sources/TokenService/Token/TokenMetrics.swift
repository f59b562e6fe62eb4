package import CoreMetrics

/// The figures of the token endpoint. What is counted often is looked up once.
package struct TokenMetrics: Sendable {
    let issued: Counter
    /// How many tokens were signed in one call.
    let signatureBatches: Recorder
    private let factory: any MetricsFactory

    package init(factory: any MetricsFactory) {
        self.factory = factory
        issued = Counter(label: "mintmark_tokens_issued", dimensions: [], factory: factory)
        signatureBatches = Recorder(
            label: "mintmark_signature_batch_size", dimensions: [], aggregate: true, factory: factory)
    }

    /// - Parameters:
    ///   - subject: whose quota: `client` or `organization`.
    ///   - mode: the mode of the quota.
    func quotaExceeded(_ subject: String, _ mode: String) {
        Counter(
            label: "mintmark_quota_exceeded", dimensions: [("quota", subject), ("mode", mode)], factory: factory
        ).increment()
    }

    /// - Parameter reason: one of a bounded set.
    func refused(_ reason: String) {
        Counter(label: "mintmark_token_refusals", dimensions: [("reason", reason)], factory: factory).increment()
    }
}
