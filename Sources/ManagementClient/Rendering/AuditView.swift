package import JOSE

/// Shows events of the audit log.
package enum AuditView {
    /// A table of `{"audit_events":[…]}`.
    package static func list(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let events = try document.requiredArray("audit_events")
        guard !events.isEmpty else { return "no events\n" }
        let columns = [
            Table.Column("NUMBER"), Table.Column("TIME"), Table.Column("ACTION"), Table.Column("SUBJECT"),
            Table.Column("ACTOR"), Table.Column("ADDRESS"), Table.Column("DETAILS", mayBeCut: true),
        ]
        let rows = events.map { event in
            [
                CellText.text(event["sequence"]), CellText.time(event["time"]), CellText.text(event["action"]),
                CellText.text(event["subject"]), CellText.text(event["actor"]), CellText.text(event["address"]),
                details(event),
            ]
        }
        return Table(columns, rows: rows).render(width: width)
    }

    /// One line for an event, with a line end.
    package static func line(_ event: JSONValue) -> String {
        var parts = [
            CellText.time(event["time"]), CellText.text(event["action"]), CellText.text(event["subject"]),
            "by " + CellText.text(event["actor"]),
        ]
        if event["address"]?.string != nil { parts.append("from " + CellText.text(event["address"])) }
        if event["request_id"]?.string != nil { parts.append(CellText.text(event["request_id"])) }
        let details = details(event)
        if details != CellText.nothing { parts.append(details) }
        return parts.joined(separator: "  ") + "\n"
    }

    /// What was found by reading through the log.
    package static func verification(_ document: JSONValue) throws(CommandFailure) -> String {
        var details = Details()
        details.add("audit log", try isIntact(document) ? "intact" : "NOT INTACT")
        if let fault = document["fault"], fault != .null { details.add("fault", CellText.text(fault)) }
        details.add("first event", CellText.text(document["first_sequence"]))
        details.add("newest event", CellText.text(document["last_sequence"]))
        details.add("mark", CellText.text(document["mark"]))
        return details.render()
    }

    /// Whether the log that was read through is what was recorded.
    package static func isIntact(_ document: JSONValue) throws(CommandFailure) -> Bool {
        try document.required("intact") == .bool(true)
    }

    private static func details(_ event: JSONValue) -> String {
        guard let members = event["details"]?.members, !members.isEmpty else { return CellText.nothing }
        return members.map { member in
            let name = TerminalText.line(member.name)
            guard let old = member.value["from"], let new = member.value["to"] else {
                return "\(name)=\(CellText.text(member.value))"
            }
            return "\(name): \(CellText.text(old)) → \(CellText.text(new))"
        }.joined(separator: ", ")
    }
}
