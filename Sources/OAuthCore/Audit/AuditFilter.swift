/// Which events of the audit log are wanted; what is `nil` is not looked at.
package struct AuditFilter: Sendable, Equatable {
    /// Any of these.
    package var actions: Set<AuditEvent.Action>?
    /// The name of the actor.
    package var actor: String?
    package var subject: String?
    package var organizationID: OrganizationID?
    package var clientID: ClientID?
    package var requestID: String?
    /// At this time or later.
    package var since: Timestamp?
    /// Before this time.
    package var until: Timestamp?
    /// Recorded after the event with this sequence.
    package var afterSequence: Int64?

    package init() {}

    /// The actions that a text means: one, or all that begin with a text that ends with a dot, as `secret.` does.
    /// `nil` when there are none.
    package static func actions(_ text: String) -> Set<AuditEvent.Action>? {
        let found = AuditEvent.Action.allCases.filter { action in
            action.rawValue == text || (text.last == "." && action.rawValue.hasPrefix(text))
        }
        return found.isEmpty ? nil : Set(found)
    }
}
