package import OAuthCore

extension AuditEntry {
    /// A row of ``StoredTable/select`` of `audit_events` as it stands, whether it makes sense or not. What no store
    /// would write comes out as an entry without code, which no chain accepts.
    package init(_ row: [StoredValue]) {
        var reader = RowReader(row, of: .auditEvents)
        do {
            let sequence = try reader.integer()
            let time = try reader.integer()
            let texts = try (0..<8).map { _ in try reader.optionalText() }
            self.init(sequence: sequence, time: time, texts: texts, code: try reader.bytes())
        } catch {
            var key: Int64 = 0
            if case .integer(let number) = row.first { key = number }
            self.init(sequence: key, time: 0, texts: [], code: [])
        }
    }
}
