import OAuthCore

/// Leaves endpoints alone that cannot be reached at all, so that a queue of messages to a dead receiver does not take the
/// places of others: one message is tried now and then instead of all of them. A receiver that answers, if only with an
/// error, is not paused: it may refuse one message and take the next.
struct EndpointPauses {
    private struct Pause {
        var failures: Int
        var end: Timestamp
    }

    /// The longest pause, in seconds.
    static let longest: Int64 = 300

    private var pauses: [WebhookID: Pause] = [:]

    /// The endpoints to leave alone at `time`.
    func paused(at time: Timestamp) -> Set<WebhookID> {
        Set(pauses.filter { time < $0.value.end }.keys)
    }

    mutating func noteUnreachable(_ id: WebhookID, at time: Timestamp) {
        let failures = (pauses[id]?.failures ?? 0) + 1
        let seconds = min(Self.longest, Int64(1) << min(failures - 1, 20))
        pauses[id] = Pause(failures: failures, end: time.adding(seconds: seconds))
    }

    mutating func noteAnswer(_ id: WebhookID) {
        pauses[id] = nil
    }
}
