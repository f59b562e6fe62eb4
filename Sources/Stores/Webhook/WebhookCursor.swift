/// How far the audit log has been turned into deliveries.
package struct WebhookCursor: Sendable, Equatable {
    /// The place of the last event that was looked at.
    package let sequence: Int64
    /// Random text, made with the store and never changed, that tells the messages of one installation from another's.
    package let installation: String

    package init(sequence: Int64, installation: String) {
        self.sequence = sequence
        self.installation = installation
    }
}
