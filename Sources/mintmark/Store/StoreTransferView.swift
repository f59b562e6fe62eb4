import JOSE
import ManagementClient
import OAuthCore
import StoredRows

/// What was copied, for people and for programs.
struct StoreTransferView {
    let transfer: StoreTransfer
    let report: StoreCopy.Report
    /// What to do next, a line each.
    let next: [String]

    var json: JSONValue {
        let tables = report.tables.map { table, digest -> JSONValue in
            ["name": .string(table.name), "rows": .integer(Int64(digest.rows)), "sha256": .string(digest.text)]
        }
        return [
            "from": .string(transfer.source.place), "to": .string(transfer.target.place),
            "dry_run": .bool(transfer.isDryRun), "rows": .integer(Int64(report.rows)), "tables": .array(tables),
            "audit_log": report.audit.json, "next": .array(next.map(JSONValue.string)),
        ]
    }

    func text() throws -> String {
        let width = report.tables.map(\.table.name.count).max() ?? 0
        let tables = report.tables.map { table, digest in
            let name = table.name + String(repeating: " ", count: width - table.name.count)
            return "  \(name)  \(String(digest.text.prefix(16)))  \(digest.rows)\n"
        }.joined()
        return (transfer.isDryRun ? dryRun : done) + tables + (try AuditView.verification(report.audit.json))
            + (next.isEmpty ? "" : "Next:\n" + next.map { "  \($0)\n" }.joined())
    }

    private var dryRun: String {
        """
        Would copy \(report.rows) rows from \(transfer.source.place) to \(transfer.target.place), which is empty. The \
        master key opens what is sealed. Nothing was changed.

        """
    }

    private var done: String {
        """
        Copied \(report.rows) rows from \(transfer.source.place) to \(transfer.target.place) and read them again: rows \
        and hashes are the same, the audit log is the same, the master key opens what is sealed.

        """
    }
}
