package import JOSE

/// Shows revocations.
package enum RevocationView {
    /// A table of `{"revocations":[…]}`.
    package static func list(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let revocations = try document.requiredArray("revocations")
        guard !revocations.isEmpty else { return "no revocations in force\n" }
        let columns = ["KIND", "SUBJECT", "ISSUED BEFORE", "IN FORCE UNTIL"].map { Table.Column($0) }
        let rows = revocations.map { revocation in
            [
                CellText.text(revocation["kind"]), CellText.text(revocation["subject"]),
                CellText.time(revocation["issued_before"]), CellText.time(revocation["expire_time"]),
                CellText.text(revocation["reason"]),
            ]
        }
        return Table(columns + [Table.Column("REASON", mayBeCut: true)], rows: rows).render(width: width)
    }

    /// What `{"revocation":…}` means.
    package static func done(_ document: JSONValue) -> String {
        let revocation = document["revocation"]
        let subject = CellText.text(revocation?["subject"])
        let end = CellText.time(revocation?["expire_time"])
        let tokens =
            switch revocation?["kind"]?.string {
            case "token": "the token \(subject)"
            case "everything": "every token issued before \(CellText.time(revocation?["issued_before"]))"
            case let kind:
                "every token of the \(kind ?? "subject") \(subject) issued before "
                    + CellText.time(revocation?["issued_before"])
            }
        return """
            \(tokens) is ended: refused here from now on, and by API servers that follow the revocations within a second
            the revocation is kept until \(end), when the last of them would have expired

            """
    }

    /// What `{"revoked_key","keys","consequences"}` means.
    package static func keyRevoked(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let consequences = try document.requiredArray("consequences").map { CellText.text($0) + "\n" }.joined()
        return "revoked \(CellText.text(document["revoked_key"]))\n" + consequences + "\n"
            + (try KeyView.list(document, width: width))
    }
}
