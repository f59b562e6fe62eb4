package import JOSE

/// Shows client secrets.
package enum SecretView {
    /// Says of a secret that was just made what everyone must know.
    package static let shownOnce =
        "The client secret is shown this once and will not be shown again: store it now where the application reads it.\n"

    /// A table of `{"secrets":[…]}`.
    package static func list(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let secrets = try document.requiredArray("secrets")
        guard !secrets.isEmpty else { return "no secrets\n" }
        let columns: [(heading: String, text: (JSONValue) -> String)] = [
            ("SECRET ID", { CellText.text($0["id"]) }), ("ENDS IN", { CellText.text($0["secret_suffix"]) }),
            ("STATUS", { CellText.text($0["status"]) }), ("CREATED", { CellText.time($0["create_time"]) }),
            ("LAST USED", lastUse), ("FROM", { CellText.text($0["last_used_address"]) }),
            ("EXPIRES", { CellText.time($0["expire_time"]) }),
        ]
        // Columns that say nothing are left out.
        let shown = columns.filter { column in
            !["FROM", "EXPIRES"].contains(column.heading)
                || secrets.contains { column.text($0) != CellText.nothing }
        }
        return Table(
            shown.map { Table.Column($0.heading) }, rows: secrets.map { secret in shown.map { $0.text(secret) } }
        )
        .render(width: width)
    }

    /// A table of `{"secrets":[…]}` that goes across clients.
    package static func listAcrossClients(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let secrets = try document.requiredArray("secrets")
        guard !secrets.isEmpty else { return "no secrets\n" }
        let columns = [
            Table.Column("CLIENT ID"), Table.Column("CLIENT", mayBeCut: true), Table.Column("ORGANIZATION"),
            Table.Column("SECRET ID"), Table.Column("ENDS IN"), Table.Column("LAST USED"), Table.Column("FROM"),
            Table.Column("EXPIRES"),
        ]
        let rows = secrets.map { secret in
            [
                CellText.text(secret["client_id"]), CellText.text(secret["client_name"]),
                CellText.text(secret["organization_id"]), CellText.text(secret["id"]),
                CellText.text(secret["secret_suffix"]), lastUse(secret), CellText.text(secret["last_used_address"]),
                CellText.time(secret["expire_time"]),
            ]
        }
        return Table(columns, rows: rows).render(width: width)
    }

    /// The properties in `{"secret":{…}}`.
    package static func details(_ document: JSONValue) throws(CommandFailure) -> String {
        let secret = try document.required("secret")
        var details = Details()
        details.add("secret id", CellText.text(secret["id"]))
        details.add("ends in", CellText.text(secret["secret_suffix"]))
        details.add("status", CellText.text(secret["status"]))
        details.add("created", CellText.time(secret["create_time"]))
        details.add("last used", lastUse(secret))
        details.add("last used from", CellText.text(secret["last_used_address"]))
        details.add("expires", CellText.time(secret["expire_time"]))
        return details.render()
    }

    /// The properties in `{"secret":{…},"plain_secret":"…"}` and the secret, which is never seen again.
    package static func created(_ document: JSONValue) throws(CommandFailure) -> String {
        try details(document) + "\n" + plainSecret(document)
    }

    /// What `{"secret":{…},"plain_secret":"…","ending":[…]}` says: the new secret, and when the old ones end.
    package static func rotated(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let ending = try document.requiredArray("ending")
        let olds =
            ending.isEmpty ? "no other secret was in force\n" : try list(["secrets": .array(ending)], width: width)
        return try created(document) + "\nsecrets that end:\n" + olds
    }

    /// The API gives the time of creation for a secret that was never used.
    private static func lastUse(_ secret: JSONValue) -> String {
        let isUnused =
            secret["last_used_address"] == nil
            && (secret["last_used_time"] == nil || secret["last_used_time"] == secret["create_time"])
        return isUnused ? "never" : CellText.time(secret["last_used_time"])
    }

    static func plainSecret(_ document: JSONValue) throws(CommandFailure) -> String {
        "client secret  " + CellText.text(try document.required("plain_secret")) + "\n\n" + shownOnce
    }
}
