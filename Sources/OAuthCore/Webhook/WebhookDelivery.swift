/// The delivery of one event to one endpoint, with what became of it.
package struct WebhookDelivery: Sendable, Equatable {
    package enum Status: String, Sendable, CaseIterable {
        /// Waits for its first or next attempt.
        case pending = "PENDING"
        /// The endpoint answered with 2xx.
        case delivered = "DELIVERED"
        /// Given up.
        case failed = "FAILED"
    }

    package let id: WebhookDeliveryID
    package let webhookID: WebhookID
    /// The place of the event in the audit log.
    package let sequence: Int64
    package let eventType: WebhookEventType
    package var status: Status
    /// How often it was tried.
    package var attempts: Int
    /// `nil` when it is finished.
    package var nextAttemptTime: Timestamp?
    package var lastAttemptTime: Timestamp?
    /// The HTTP status of the last answer; `nil` when there was none.
    package var responseStatus: Int?
    /// Why the last attempt failed, at most ``maximumErrorSize`` bytes; `nil` when it did not.
    package var error: String?
    package let createTime: Timestamp

    /// How much of an error is kept, in bytes.
    package static let maximumErrorSize = 500

    package init(
        id: WebhookDeliveryID, webhookID: WebhookID, sequence: Int64, eventType: WebhookEventType,
        status: Status = .pending, attempts: Int = 0, nextAttemptTime: Timestamp?, lastAttemptTime: Timestamp? = nil,
        responseStatus: Int? = nil, error: String? = nil, createTime: Timestamp
    ) {
        self.id = id
        self.webhookID = webhookID
        self.sequence = sequence
        self.eventType = eventType
        self.status = status
        self.attempts = attempts
        self.nextAttemptTime = nextAttemptTime
        self.lastAttemptTime = lastAttemptTime
        self.responseStatus = responseStatus
        self.error = error
        self.createTime = createTime
    }
}
