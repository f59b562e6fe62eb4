package import OAuthCore
import Stores

/// A row of `revocations`.
package struct RevocationRow: StoredRow {
    package static let table = StoredTable.revocations

    package let revocation: Revocation

    package init(_ revocation: Revocation) {
        self.revocation = revocation
    }

    package init(_ reader: inout RowReader) throws {
        let revision = try reader.integer()
        let kind = try reader.value("a kind", RevocationSubject.Kind.init(rawValue:))
        revocation = Revocation(
            try reader.value("a subject of its kind") { RevocationSubject(kind: kind, name: $0) },
            issuedBefore: try reader.integer(), expireTime: try reader.time(), createTime: try reader.time(),
            reason: try reader.text(), revision: revision)
    }

    package var columnValues: [StoredValue] {
        [
            revocation.revision == 0 ? .null : .integer(revocation.revision), .text(revocation.subject.kind.rawValue),
            .text(revocation.subject.name), .integer(revocation.issuedBefore),
            .integer(revocation.expireTime.milliseconds), .integer(revocation.createTime.milliseconds),
            .text(revocation.reason),
        ]
    }
}
