import Dispatch
import Synchronization

/// Runs asynchronous work from a synchronous test step that must hold something meanwhile.
enum Blocking {
    /// The error that `body` throws.
    static func errors(_ body: @escaping @Sendable () async throws -> Void) -> (any Error)? {
        let done = DispatchSemaphore(value: 0)
        let result = Result()
        Task.detached {
            do { try await body() } catch { result.error.withLock { $0 = error } }
            done.signal()
        }
        done.wait()
        return result.error.withLock { $0 }
    }

    private final class Result: Sendable {
        let error = Mutex<(any Error)?>(nil)
    }
}
