import ServiceLifecycle
import TokenService

/// One stream of server-sent events: first the whole set, then what is added, and a heartbeat while nothing is.
struct RevocationEvents {
    private static let heartbeat = Duration.seconds(5)

    private let feed: RevocationFeed
    /// What the reader has.
    private var revision: Int64 = 0

    init(feed: RevocationFeed) {
        self.feed = feed
    }

    /// Writes events until the reader goes away or the server shuts down.
    mutating func write(_ write: (String) async throws -> Void) async throws {
        // Listening begins before the set is read, so that nothing falls between the two.
        let signals = Self.signals(feed.changes())
        let document = try feed.document()
        revision = document.revision
        try await write(Self.event(revision, document.bytes))
        for await _ in signals {
            if let new = try feed.changes(since: revision) {
                revision = new.revision
                try await write(Self.event(revision, new.bytes))
            } else {
                try await write("event: heartbeat\ndata: {\"revision\":\(revision)}\n\n")
            }
        }
    }

    private static func event(_ revision: Int64, _ document: [UInt8]) -> String {
        "event: revocations\nid: \(revision)\ndata: \(String(decoding: document, as: UTF8.self))\n\n"
    }

    /// Every change, and a signal at each heartbeat, until the server shuts down.
    private static func signals(_ changes: AsyncStream<Void>) -> AsyncStream<Void> {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let task = Task {
            await cancelWhenGracefulShutdown {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { for await _ in changes { continuation.yield() } }
                    group.addTask {
                        while (try? await Task.sleep(for: heartbeat)) != nil { continuation.yield() }
                    }
                }
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return signals
    }
}
