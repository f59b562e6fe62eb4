import GRDB
import OAuthCore
import Stores

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension AuditEntry {
    /// A row of ``StoredTable/select`` of `audit_events` as it stands, whether it makes sense or not. What no store
    /// would write comes out as an entry without code, which no chain accepts.
    init(_ row: Row) {
        var reader = RowReader(row, of: .auditEvents)
        do {
            let sequence = try reader.integer()
            let time = try reader.integer()
            let texts = try (0..<8).map { _ in try reader.optionalText() }
            self.init(sequence: sequence, time: time, texts: texts, code: try reader.bytes())
        } catch {
            self.init(sequence: row[0], time: 0, texts: [], code: [])
        }
    }
}
