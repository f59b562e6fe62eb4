package import JOSE

/// Shows what a client can do and what of it is alive.
package enum InspectionView {
    /// The properties in `{"client":{…},"tokens":{…},…}` and the client's secrets.
    package static func details(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let client = try document.required("client")
        let tokens = try document.required("tokens")
        var details = Details()
        details.add("client id", CellText.text(client["client_id"]))
        details.add("name", CellText.text(client["name"]))
        details.add("organization", CellText.text(client["organization_id"]))
        details.add("created", CellText.time(client["create_time"]))
        details.add("may do", CellText.list(client["scopes"]))
        details.add("at", CellText.list(document["effective_audience"]))
        details.add("custom claims", CellText.claims(client["custom_claims"]))
        details.add("token lifetime", CellText.lifetime(document["effective_lifetime"]))
        var issued = Details()
        issued.add("tokens issued", "")
        issued.add("  last hour", CellText.text(tokens["issued_last_hour"]))
        issued.add("  last 24 hours", CellText.text(tokens["issued_last_day"]))
        issued.add("  last 7 days", CellText.text(tokens["issued_last_week"]))
        issued.add("  newest", CellText.time(tokens["last_issue_time"]))
        issued.add("may be alive", alive(tokens))
        return details.render() + "\n" + issued.render() + "\n" + (try SecretView.list(client, width: width))
    }

    private static func alive(_ tokens: JSONValue) -> String {
        let count = tokens["may_be_alive"]?.lenientInteger ?? 0
        guard count > 0 else { return "none" }
        return "at most \(count), the last one until \(CellText.time(tokens["last_expire_time"]))"
    }
}
