import Synchronization

/// Recorded spans on their way to the collector, in bounded memory.
package final class SpanQueue: Sendable {
    /// What is told of a queue.
    private struct State {
        var waiting: [FinishedSpan] = []
        var dropped: Int64 = 0
    }

    private let capacity: Int
    /// How many spans are sent at once.
    package let batchSize: Int
    private let state = Mutex(State())
    /// Tells that there is a whole batch.
    package let batches: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// - Parameter capacity: the most spans that wait; more are dropped and counted.
    package init(capacity: Int = 8192, batchSize: Int = 512) {
        self.capacity = capacity
        self.batchSize = batchSize
        (batches, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// How many spans were lost so far, for want of room or of a collector.
    package var dropped: Int64 { state.withLock { $0.dropped } }

    package var count: Int { state.withLock { $0.waiting.count } }

    /// Does not wait.
    func append(_ span: FinishedSpan) {
        let isWhole = state.withLock { state in
            guard state.waiting.count < capacity else {
                state.dropped += 1
                return false
            }
            state.waiting.append(span)
            return state.waiting.count == batchSize
        }
        if isWhole { continuation.yield() }
    }

    /// Takes the oldest spans, one batch at most.
    package func take() -> [FinishedSpan] {
        state.withLock { state in
            let batch = Array(state.waiting.prefix(batchSize))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }

    /// Puts spans back that could not be sent for now, as far as there is room.
    package func putBack(_ batch: [FinishedSpan]) {
        state.withLock { state in
            let room = max(0, capacity - state.waiting.count)
            state.waiting.insert(contentsOf: batch.prefix(room), at: 0)
            state.dropped += Int64(max(0, batch.count - room))
        }
    }

    /// Counts spans that the collector did not take.
    package func noteLost(_ count: Int) {
        state.withLock { $0.dropped += Int64(count) }
    }
}
