/// What a receiver answered.
package struct WebhookAnswer: Sendable, Equatable {
    /// The most bytes of a body that are read, and that are kept.
    package static let (maximumRead, maximumKept) = (64 * 1024, 500)

    package let status: Int
    package let retryAfter: String?
    /// The first bytes of the body.
    package let bodyStart: [UInt8]

    package init(status: Int, retryAfter: String? = nil, bodyStart: [UInt8] = []) {
        self.status = status
        self.retryAfter = retryAfter
        self.bodyStart = Array(bodyStart.prefix(Self.maximumKept))
    }
}
