package import JOSE

/// Shows organizations.
package enum OrganizationView {
    /// A table of `{"organizations":[…]}`.
    package static func list(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let organizations = try document.requiredArray("organizations")
        guard !organizations.isEmpty else { return "no organizations\n" }
        let columns = [
            Table.Column("ID"), Table.Column("NAME", mayBeCut: true), Table.Column("EXTERNAL ID", mayBeCut: true),
            Table.Column("CREATED"),
        ]
        let rows = organizations.map { organization in
            [
                CellText.text(organization["id"]), CellText.text(organization["display_name"]),
                CellText.text(organization["external_id"]), CellText.time(organization["create_time"]),
            ]
        }
        return Table(columns, rows: rows).render(width: width)
    }

    /// The properties in `{"organization":{…}}`.
    package static func details(_ document: JSONValue) throws(CommandFailure) -> String {
        let organization = try document.required("organization")
        var details = Details()
        details.add("organization", CellText.text(organization["id"]))
        details.add("name", CellText.text(organization["display_name"]))
        details.add("external id", CellText.text(organization["external_id"]))
        details.add("metadata", CellText.pairs(organization["metadata"]))
        details.add("slug", CellText.text(organization["slug"]))
        details.add("logo URL", CellText.text(organization["logo_url"]))
        details.add("token quota", CellText.quota(organization["quota"]))
        details.add("created", CellText.time(organization["create_time"]))
        details.add("updated", CellText.time(organization["update_time"]))
        return details.render()
    }
}
