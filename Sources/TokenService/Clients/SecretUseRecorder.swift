package import Logging
package import OAuthCore
import ServiceLifecycle
package import Stores
import Synchronization

/// Remembers when each secret was last used and writes it to the store in batches, off the token path.
package final class SecretUseRecorder: Sendable {
    private let store: any ClientStore
    private let interval: Duration
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        /// What was noted since the last batch.
        var pending: [SecretID: SecretUse] = [:]
        /// The batch that is being written.
        var batch: [SecretID: SecretUse] = [:]
    }

    /// - Parameter interval: how often a batch is written.
    package init(store: any ClientStore, interval: Duration = .seconds(1), logger: Logger) {
        self.store = store
        self.interval = interval
        self.logger = logger
    }

    /// Notes a use, without waiting.
    func note(_ use: SecretUse) {
        state.withLock { $0.pending[use.secretID] = use }
    }

    /// Writes what was noted. What cannot be written is kept for the next time.
    package func flush() async {
        let batch = state.withLock { state in
            state.batch = state.pending
            state.pending = [:]
            return state.batch
        }
        guard !batch.isEmpty else { return }
        do {
            try await store.record(Array(batch.values))
            state.withLock { $0.batch = [:] }
        } catch {
            state.withLock { state in
                state.pending.merge(batch) { newer, _ in newer }
                state.batch = [:]
            }
            logger.warning(
                "last use of secrets could not be written; it is tried again", metadata: ["reason": "\(error)"])
        }
    }
}

extension SecretUseRecorder: UnwrittenSecretUses {
    package func unwrittenUse(of id: SecretID) -> SecretUse? {
        state.withLock { $0.pending[id] ?? $0.batch[id] }
    }
}

extension SecretUseRecorder: Service {
    /// Writes a batch at each interval until the program shuts down, and one last time then.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: self.interval)) != nil {
                await self.flush()
            }
        }
        await flush()
    }
}
