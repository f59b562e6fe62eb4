/// Ends work that takes too long.
enum Deadline {
    /// Runs `work` and cancels it when it has not ended in time.
    /// - Throws: what `work` throws, or ``TransportFailure/timedOut``.
    static func run<Answer: Sendable>(
        seconds: Int, _ work: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw TransportFailure.timedOut
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}
