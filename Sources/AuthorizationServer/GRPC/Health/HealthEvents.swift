import NIOCore
import ServiceLifecycle

/// The moments at which a watcher of the health looks again.
enum HealthEvents {
    enum Event: Sendable {
        case tick
        /// The server shuts down.
        case shutdown
        /// The caller waits no longer.
        case deadline
    }

    /// Ends after a shutdown or a deadline, and when the caller goes away.
    static func events(of call: GRPCCall, every interval: Duration) -> AsyncStream<Event> {
        let (events, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(4))
        let task = Task {
            let isShutdown = await cancelWhenGracefulShutdown {
                while let wait = Self.wait(interval, until: call.deadline) {
                    do {
                        try await Task.sleep(for: wait)
                    } catch {
                        return true
                    }
                    continuation.yield(.tick)
                }
                return false
            }
            continuation.yield(isShutdown ? .shutdown : .deadline)
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        call.channel.closeFuture.whenComplete { _ in continuation.finish() }
        return events
    }

    /// - Returns: `nil` when the deadline is over.
    private static func wait(_ interval: Duration, until deadline: ContinuousClock.Instant?) -> Duration? {
        guard let deadline else { return interval }
        let left = deadline - ContinuousClock.now
        return left > .zero ? min(interval, left) : nil
    }
}
