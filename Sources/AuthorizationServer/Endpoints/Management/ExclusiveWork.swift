import Management
import Synchronization

/// Work so large that the server does it once at a time.
final class ExclusiveWork: Sendable {
    private let isBusy = Mutex(false)

    /// - Throws: ``ManagementError/rateLimited(_:)`` while the work is being done for somebody else.
    func run<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        let isMine = isBusy.withLock { isBusy in
            defer { isBusy = true }
            return !isBusy
        }
        guard isMine else { throw ManagementError.rateLimited(5) }
        defer { isBusy.withLock { $0 = false } }
        return try await work()
    }
}
