import JOSE

/// An event as a store keeps it: its fields as they stand there, and the code that chains it to the one before.
package struct AuditEntry: Sendable, Equatable {
    package var sequence: Int64
    /// Milliseconds since 1970.
    package var time: Int64
    /// The other fields, in the order of ``AuditEvent/texts``.
    package var texts: [String?]
    /// What ``AuditChain/code(of:after:)`` gave.
    package var code: [UInt8]

    package init(sequence: Int64, time: Int64, texts: [String?], code: [UInt8]) {
        self.sequence = sequence
        self.time = time
        self.texts = texts
        self.code = code
    }
}

extension AuditEvent {
    /// All fields but the time, as a store keeps them: action, actor, actor's address, request id, subject,
    /// organization id, client id and details as JSON.
    package var texts: [String?] {
        [
            action.rawValue, actor.name, actor.address, actor.requestID, subject, organizationID?.description,
            clientID?.description, String(decoding: JSONText.bytes(details), as: UTF8.self),
        ]
    }
}
