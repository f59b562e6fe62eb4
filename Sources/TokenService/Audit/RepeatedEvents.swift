import JOSE
import OAuthCore

/// Makes few events of what happens often: the first of its kind at once, and for all that follow within a minute one
/// more with their number. The kinds are bounded; what is beyond them is counted together. A state machine without clock.
struct RepeatedEvents: Sendable {
    /// What counts as the same.
    struct Kind: Hashable, Sendable {
        let action: AuditEvent.Action
        let actor: String
        let subject: String
        /// `nil` for all that had no place of their own.
        let address: AddressGroup?
        let reason: String
    }

    private struct Series {
        /// The newest that was not handed out yet.
        var pending: AuditEvent?
        /// How many are pending.
        var count: Int64 = 0
        /// When the oldest of them was.
        var since: Timestamp
        /// When pending ones are handed out.
        var dueTime: Timestamp
    }

    /// In seconds.
    static let window: Int64 = 60
    static let largestNumberOfKinds = 256
    /// What stands for the address, the subject and the actor where many are counted together.
    static let several = "several"

    private var series: [Kind: Series] = [:]

    init() {}

    /// Notes one.
    /// - Parameter reason: one of a bounded set, which the event's details get as `reason`.
    mutating func note(_ event: AuditEvent, reason: String) {
        let address = AddressGroup(event.actor.address ?? "")
        var kind = Kind(
            action: event.action, actor: event.actor.name, subject: event.subject, address: address, reason: reason)
        var event = event
        if series[kind] == nil, series.count >= Self.largestNumberOfKinds {
            kind = Kind(
                action: event.action, actor: Self.several, subject: Self.several, address: nil, reason: Self.several)
            event = AuditEvent(
                time: event.time, action: event.action, actor: Actor(name: Self.several), subject: Self.several)
        }
        // The first is due at once.
        var current = series[kind] ?? Series(since: event.time, dueTime: event.time)
        if current.count == 0 { current.since = event.time }
        current.pending = event
        current.count += 1
        series[kind] = current
    }

    /// Hands out what is due, and forgets kinds that have not been seen for a window.
    /// - Parameter isLast: whether everything is due.
    mutating func take(at now: Timestamp, isLast: Bool = false) -> [AuditEvent] {
        var events: [AuditEvent] = []
        for (kind, current) in series where isLast || current.dueTime <= now {
            guard let event = current.pending else {
                series[kind] = nil
                continue
            }
            events.append(Self.counted(event, current, reason: kind.reason))
            series[kind] = Series(since: now, dueTime: now.adding(seconds: Self.window))
        }
        return events.sorted { $0.time < $1.time }
    }

    private static func counted(_ event: AuditEvent, _ series: Series, reason: String) -> AuditEvent {
        var details: [JSONValue.Member] = [
            .init("reason", .string(reason)), .init("count", .integer(series.count)),
        ]
        if series.count > 1 { details.append(.init("since", .string(series.since.description))) }
        details += event.details.members ?? []
        return AuditEvent(
            time: event.time, action: event.action, actor: event.actor, subject: event.subject,
            organization: event.organizationID, client: event.clientID, details: .object(details))
    }
}
