package import OAuthCore

/// The deliveries that wait.
package struct DeliveryQueue: Sendable, Equatable {
    package let count: Int
    /// When the one that has waited longest was made.
    package let oldest: Timestamp?

    package init(count: Int, oldest: Timestamp?) {
        self.count = count
        self.oldest = oldest
    }
}
