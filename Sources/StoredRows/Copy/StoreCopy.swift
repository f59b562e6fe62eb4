package import OAuthCore
import Stores

/// Copies everything that a store holds into an empty one, row by row and unread, in one transaction that is committed
/// only when the copy was read again and found to be the same.
package struct StoreCopy {
    /// What was found or copied.
    package struct Report {
        package let tables: [(table: StoredTable, digest: TableDigest)]
        package let audit: AuditVerification

        package var rows: Int { tables.reduce(0) { $0 + $1.digest.rows } }
    }

    /// What is going on, for people who wait.
    package enum Step {
        case copying(StoredTable, rows: Int)
        case verifying(StoredTable, rows: Int)
        case verifyingAudit
    }

    private let chain: AuditChain
    private let check: (any StoredTables) throws -> Void
    private let progress: (Step) -> Void
    /// How many rows are in memory at a time.
    private let rowsAtOnce: Int

    /// Tables in which a new store has rows already.
    private static let prefilled: Set<String> = [
        StoredTable.auditChain.name, StoredTable.webhookCursor.name, StoredTable.listSizes.name,
    ]

    /// - Parameters:
    ///   - chain: of the installation that is copied.
    ///   - check: is called with the source before and with the copy at the end, and throws when either cannot be worked
    ///     with. It throws nothing but ``StoreError``.
    package init(
        chain: AuditChain, rowsAtOnce: Int = 1000, check: @escaping (any StoredTables) throws -> Void,
        progress: @escaping (Step) -> Void = { _ in }
    ) {
        self.chain = chain
        self.check = check
        self.progress = progress
        self.rowsAtOnce = rowsAtOnce
    }

    /// - Throws: ``StoreError`` when the target holds anything or differs from the source in the end; what `check` threw.
    ///   The target holds nothing then.
    package func run(from source: any TableStore, to target: any TableStore) throws -> Report {
        try source.read { original in
            try check(original)
            return try target.write { copy in
                try checkIsEmpty(copy, target.place)
                let tables = try StoredTable.all.map { ($0, try transfer($0, original, copy)) }
                for counter in StoredCounter.allCases { try copy.raise(counter, to: original.last(counter)) }
                return try verify(copy, original, tables, target.place)
            }
        }
    }

    /// Reads what would be copied.
    package func survey(_ source: any TableStore) throws -> Report {
        try source.read { original in
            try check(original)
            let tables = try StoredTable.all.map { table in
                (table, try digest(table, original) { .copying(table, rows: $0) })
            }
            progress(.verifyingAudit)
            return Report(tables: tables, audit: try original.verification(chain, known: nil))
        }
    }

    /// - Throws: ``StoreError`` `incompatible`.
    package func checkIsEmpty(_ tables: any StoredTables, _ place: String) throws {
        for table in StoredTable.all where !Self.prefilled.contains(table.name) {
            guard try tables.rows(of: table, after: nil, limit: 1).isEmpty else {
                throw StoreError(
                    .incompatible,
                    "\(place) is not empty: there are rows in its table \(table.name); nothing was changed there. "
                        + "Name an empty one")
            }
        }
    }

    private func transfer(
        _ table: StoredTable, _ original: any StoredTables, _ copy: any StoredTables
    ) throws -> TableDigest {
        // What the store itself put there, be it when the tables were made or while the rows before were copied.
        try copy.removeRows(of: table)
        var digest = TableDigest()
        try forEachPage(of: table, original) { page in
            for row in page {
                try checkIsOurs(row, table)
                digest.add(row)
            }
            try copy.insert(page, into: table)
            progress(.copying(table, rows: digest.rows))
        }
        return digest
    }

    private func verify(
        _ copy: any StoredTables, _ original: any StoredTables, _ tables: [(StoredTable, TableDigest)],
        _ place: String
    ) throws -> Report {
        for (table, expected) in tables {
            let found = try digest(table, copy) { .verifying(table, rows: $0) }
            guard found == expected else {
                throw StoreError(
                    .corrupt,
                    "the table \(table.name) of the copy in \(place) has \(found.rows) rows with the hash \(found.text), "
                        + "that of the source \(expected.rows) with \(expected.text): nothing was kept of the copy")
            }
        }
        for counter in StoredCounter.allCases {
            guard try copy.last(counter) >= original.last(counter) else {
                throw StoreError(
                    .corrupt, "the copy in \(place) would give numbers of \(counter.table.name) twice: nothing was kept"
                )
            }
        }
        progress(.verifyingAudit)
        let audit = try copy.verification(chain, known: nil)
        guard try audit == original.verification(chain, known: nil) else {
            throw StoreError(
                .corrupt, "the audit log of the copy in \(place) is another one: nothing was kept of the copy")
        }
        try check(copy)
        return Report(tables: tables.map { (table: $0.0, digest: $0.1) }, audit: audit)
    }

    private func digest(
        _ table: StoredTable, _ tables: any StoredTables, _ step: (Int) -> Step
    ) throws -> TableDigest {
        var digest = TableDigest()
        try forEachPage(of: table, tables) { page in
            for row in page { digest.add(row) }
            progress(step(digest.rows))
        }
        return digest
    }

    private func forEachPage(
        of table: StoredTable, _ tables: any StoredTables, _ body: ([[StoredValue]]) throws -> Void
    ) throws {
        var key: [StoredValue]?
        repeat {
            let page = try tables.rows(of: table, after: key, limit: rowsAtOnce)
            if !page.isEmpty { try body(page) }
            key = page.count == rowsAtOnce ? page.last.map { Array($0.prefix(table.keys.count)) } : nil
        } while key != nil
    }

    /// What no store of Mintmark would write has no place in another one.
    private func checkIsOurs(_ row: [StoredValue], _ table: StoredTable) throws {
        for (value, column) in zip(row, table.columns) {
            guard case .foreign = value else { continue }
            throw StoreError(
                .corrupt,
                "the column \(column) of row \(row.first ?? .null) of the table \(table.name) holds what Mintmark did not "
                    + "write there: correct or delete the row")
        }
    }
}

extension StoredTables {
    /// All rows, understood, of a table that is small.
    package func all<Row: StoredRow>(_ type: Row.Type) throws -> [Row] {
        try rows(of: Row.table, after: nil, limit: Int(Int32.max)).map { try Row($0) }
    }

    /// The fingerprint of the master key that the store is bound to.
    package func masterKeyFingerprint() throws -> String? {
        guard case .text(let fingerprint) = try rows(of: .installation, after: nil, limit: 1).first?.last else {
            return nil
        }
        return fingerprint
    }
}
