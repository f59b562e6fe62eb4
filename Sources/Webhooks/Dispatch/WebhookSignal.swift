/// Wakes the dispatcher. Signals that come while it works are one.
package struct WebhookSignal: Sendable {
    let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Does not block.
    package func wake() {
        continuation.yield()
    }
}
