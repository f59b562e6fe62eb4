package import JOSE

extension AuditVerification {
    /// As the management API and the command line show it.
    package var json: JSONValue {
        [
            "intact": .bool(fault == nil), "first_sequence": .integer(firstSequence),
            "last_sequence": .integer(lastSequence), "mark": mark.map { .string($0.description) } ?? .null,
            "fault": fault.map { .string($0.description) } ?? .null,
            "fault_sequence": fault?.sequence.map(JSONValue.integer) ?? .null,
        ]
    }
}
