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
        let expires = secrets.contains { CellText.text($0["expire_time"]) != CellText.nothing }
        let columns = [
            Table.Column("SECRET ID"), Table.Column("ENDS IN"), Table.Column("STATUS"), Table.Column("CREATED"),
            Table.Column("LAST USED"), Table.Column("EXPIRES"),
        ]
        let rows = secrets.map { secret in
            [
                CellText.text(secret["id"]), CellText.text(secret["secret_suffix"]), CellText.text(secret["status"]),
                CellText.time(secret["create_time"]), lastUse(secret),
                CellText.time(secret["expire_time"]),
            ]
        }
        let count = expires ? columns.count : columns.count - 1
        return Table(Array(columns.prefix(count)), rows: rows.map { Array($0.prefix(count)) }).render(width: width)
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
        details.add("expires", CellText.time(secret["expire_time"]))
        return details.render()
    }

    /// The properties in `{"secret":{…},"plain_secret":"…"}` and the secret, which is never seen again.
    package static func created(_ document: JSONValue) throws(CommandFailure) -> String {
        try details(document) + "\n" + plainSecret(document)
    }

    /// The API gives the time of creation for a secret that was never used.
    private static func lastUse(_ secret: JSONValue) -> String {
        let isUnused = secret["last_used_time"] == nil || secret["last_used_time"] == secret["create_time"]
        return isUnused ? "never" : CellText.time(secret["last_used_time"])
    }

    static func plainSecret(_ document: JSONValue) throws(CommandFailure) -> String {
        "client secret  " + CellText.text(try document.required("plain_secret")) + "\n\n" + shownOnce
    }
}
