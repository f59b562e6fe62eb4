package import Logging
import OAuthCore
import ServiceLifecycle
package import Stores
import Synchronization

/// Counts the tokens that each client gets, in memory, and adds the counts to the store in batches.
package final class TokenCounter: Sendable {
    private struct Key: Hashable {
        let clientID: ClientID
        let hour: Int64
    }

    private let store: any TokenCountStore
    private let interval: Duration
    private let logger: Logger
    private let pending = Mutex<[Key: TokenCount]>([:])

    /// - Parameter interval: how often a batch is written.
    package init(store: any TokenCountStore, interval: Duration = .seconds(1), logger: Logger) {
        self.store = store
        self.interval = interval
        self.logger = logger
    }

    /// Counts a token, without waiting.
    func note(_ clientID: ClientID, issueTime: Timestamp, expireTime: Timestamp) {
        let key = Key(clientID: clientID, hour: TokenCount.hour(of: issueTime))
        let one = TokenCount(
            clientID: clientID, hour: key.hour, issued: 1, lastIssueTime: issueTime, latestExpireTime: expireTime)
        pending.withLock { Self.add(one, key, to: &$0) }
    }

    private static func add(_ count: TokenCount, _ key: Key, to pending: inout [Key: TokenCount]) {
        if pending[key]?.add(count) == nil { pending[key] = count }
    }

    /// Writes what was counted. What cannot be written is kept for the next time.
    package func flush() async {
        let batch = pending.withLock { pending in
            defer { pending = [:] }
            return pending
        }
        guard !batch.isEmpty else { return }
        do {
            try await store.add(Array(batch.values))
        } catch {
            pending.withLock { pending in
                for (key, count) in batch { Self.add(count, key, to: &pending) }
            }
            logger.warning(
                "counts of issued tokens could not be written; it is tried again", metadata: ["reason": "\(error)"])
        }
    }
}

extension TokenCounter: Service {
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
