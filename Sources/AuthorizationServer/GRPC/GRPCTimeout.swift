/// How long a caller waits: up to eight digits and a unit.
enum GRPCTimeout {
    /// - Returns: `nil` for what is not a timeout.
    static func read(_ text: String) -> Duration? {
        let digits = text.dropLast()
        guard (1...8).contains(digits.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let count = Int64(digits)
        else { return nil }
        return switch text.last {
        case "H": .seconds(count * 3600)
        case "M": .seconds(count * 60)
        case "S": .seconds(count)
        case "m": .milliseconds(count)
        case "u": .microseconds(count)
        case "n": .nanoseconds(count)
        default: nil
        }
    }

    /// Runs `work` no longer than a caller waits.
    /// - Throws: ``WireError`` with `deadlineExceeded`, or what `work` throws.
    static func within<Result: Sendable>(
        _ timeout: Duration, since start: ContinuousClock.Instant, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let end = start + timeout
        guard ContinuousClock.now < end else { throw exceeded }
        return try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await ContinuousClock().sleep(until: end)
                throw exceeded
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw exceeded }
            return result
        }
    }

    static var exceeded: WireError {
        WireError(.deadlineExceeded, "The call took longer than its grpc-timeout.")
    }
}
