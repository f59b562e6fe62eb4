package import JOSE

/// Shows API clients.
package enum ClientView {
    /// A table of `{"clients":[…]}`.
    package static func list(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let clients = try document.requiredArray("clients")
        guard !clients.isEmpty else { return "no clients\n" }
        let columns = [
            Table.Column("CLIENT ID"), Table.Column("NAME", mayBeCut: true), Table.Column("SCOPES", mayBeCut: true),
            Table.Column("LIFETIME"), Table.Column("SECRETS"),
        ]
        let rows = clients.map { client in
            [
                CellText.text(client["client_id"]), CellText.text(client["name"]), CellText.list(client["scopes"]),
                CellText.lifetime(client["expiry"]), String(client["secrets"]?.array?.count ?? 0),
            ]
        }
        return Table(columns, rows: rows).render(width: width)
    }

    /// The properties in `{"client":{…}}` and its secrets.
    package static func details(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let client = try document.required("client")
        return properties(client) + "\n" + (try SecretView.list(client, width: width))
    }

    /// The properties in `{"client":{…},"plain_secret":"…"}` and the secret, which is never seen again.
    package static func created(_ document: JSONValue) throws(CommandFailure) -> String {
        let client = try document.required("client")
        return properties(client) + "\n" + (try SecretView.plainSecret(document))
    }

    private static func properties(_ client: JSONValue) -> String {
        var details = Details()
        details.add("client id", CellText.text(client["client_id"]))
        details.add("name", CellText.text(client["name"]))
        details.add("description", CellText.text(client["description"]))
        details.add("organization", CellText.text(client["organization_id"]))
        details.add("scopes", CellText.list(client["scopes"]))
        details.add("audience", CellText.list(client["audience"]))
        details.add("custom claims", CellText.claims(client["custom_claims"]))
        details.add("token lifetime", CellText.lifetime(client["expiry"]))
        details.add("status", CellText.text(client["status"]))
        details.add("allowed addresses", CellText.list(client["allowed_addresses"]))
        details.add("token quota", CellText.quota(client["quota"]))
        details.add("created", CellText.time(client["create_time"]))
        details.add("updated", CellText.time(client["update_time"]))
        return details.render()
    }
}
