import NIOCore

/// Sends what the connections of one event loop have written one right after the other, at the end of a tick or when
/// several have. Whoever receives them on this machine, as a proxy does, is woken up by the first and finds the others
/// there; waking it up for each was half of what the kernel did to send an answer.
///
/// Belongs to its event loop.
final class AnswerFlushes {
    /// So many are as good as more, and nobody waits for long.
    private static let size = 16

    private let eventLoop: any EventLoop
    private var waiting: [PlainTokenRequestHandler] = []
    private var flushing: [PlainTokenRequestHandler] = []

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func add(_ connection: PlainTokenRequestHandler) {
        waiting.append(connection)
        if waiting.count >= Self.size {
            flush()
        } else if waiting.count == 1 {
            eventLoop.assumeIsolated().execute { self.flush() }
        }
    }

    /// Sends what is waiting now: behind a batch the next answers are a while away.
    func flush() {
        // Who is flushed may come to flush; what it has added is sent at the end of the tick.
        guard flushing.isEmpty else { return }
        swap(&waiting, &flushing)
        for connection in flushing { connection.flushAnswers() }
        flushing.removeAll(keepingCapacity: true)
    }
}
