package import OAuthCore

/// What came of one attempt to hand a message over.
package struct DeliveryAttempt: Sendable, Equatable {
    /// When it began.
    package let time: Timestamp
    /// How long it took, in milliseconds.
    package let latency: Int64
    /// The HTTP status; `nil` when there was no answer.
    package let status: Int?
    /// Why it failed; `nil` when it did not. At most ``WebhookDelivery/maximumErrorSize`` bytes.
    package let error: String?
    /// How long the receiver asks to be left alone, in milliseconds.
    package let retryAfter: Int64?

    package var isSuccess: Bool { error == nil }
    /// Whether anyone answered at all.
    package var isAnswered: Bool { status != nil }
    /// Whether the receiver says that it is gone for good (410).
    package var isGone: Bool { status == 410 }

    init(time: Timestamp, latency: Int64, answer: WebhookAnswer) {
        self.time = time
        self.latency = latency
        status = answer.status
        let isSuccess = (200..<300).contains(answer.status)
        error = isSuccess ? nil : Self.text(answer)
        retryAfter = isSuccess ? nil : RetryAfter.milliseconds(answer.retryAfter, at: time)
    }

    init(time: Timestamp, latency: Int64, error: String) {
        self.time = time
        self.latency = latency
        status = nil
        self.error = Self.bounded(error)
        retryAfter = nil
    }

    private static func text(_ answer: WebhookAnswer) -> String {
        let redirect = (300..<400).contains(answer.status) ? " (redirects are not followed)" : ""
        let body = String(decoding: answer.bodyStart, as: UTF8.self)
        return bounded("the receiver answered with \(answer.status)\(redirect)" + (body.isEmpty ? "" : ": \(body)"))
    }

    /// One line without control characters.
    private static func bounded(_ text: String) -> String {
        var bounded = ""
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            let next: Unicode.Scalar = isControl ? " " : scalar
            guard bounded.utf8.count + UTF8.width(next) <= WebhookDelivery.maximumErrorSize else { break }
            bounded.unicodeScalars.append(next)
        }
        return bounded
    }
}
