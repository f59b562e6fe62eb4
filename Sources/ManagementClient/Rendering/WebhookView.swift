package import JOSE

/// Shows webhooks and their deliveries.
package enum WebhookView {
    /// A table of `{"webhooks":[…]}`.
    package static func list(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let webhooks = try document.requiredArray("webhooks")
        guard !webhooks.isEmpty else { return "no webhooks\n" }
        let columns = [
            Table.Column("WEBHOOK ID"), Table.Column("STATUS"), Table.Column("URL", mayBeCut: true),
            Table.Column("EVENTS", mayBeCut: true), Table.Column("FAILING SINCE"),
        ]
        let rows = webhooks.map { webhook in
            [
                CellText.text(webhook["webhook_id"]), CellText.text(webhook["status"]),
                CellText.text(webhook["url"]), events(webhook), CellText.time(webhook["failing_since"]),
            ]
        }
        return Table(columns, rows: rows).render(width: width)
    }

    /// The properties in `{"webhook":{…}}`.
    package static func details(_ document: JSONValue) throws(CommandFailure) -> String {
        let webhook = try document.required("webhook")
        var details = Details()
        details.add("webhook id", CellText.text(webhook["webhook_id"]))
        details.add("URL", CellText.text(webhook["url"]))
        details.add("events", events(webhook))
        details.add("description", CellText.text(webhook["description"]))
        details.add("status", CellText.text(webhook["status"]))
        details.add("failing since", CellText.time(webhook["failing_since"]))
        details.add("old secret ends", CellText.time(webhook["previous_secret_expire_time"]))
        details.add("created", CellText.time(webhook["create_time"]))
        details.add("updated", CellText.time(webhook["update_time"]))
        return details.render()
    }

    /// The properties in `{"webhook":{…},"plain_secret":"…"}` and the secret, which is never seen again.
    package static func created(_ document: JSONValue) throws(CommandFailure) -> String {
        "\(try details(document))\nsigning secret  \(CellText.text(try document.required("plain_secret")))\n\n"
            + "The secret is shown this once and will not be shown again: give it to the receiver now.\n"
    }

    /// What came back, in `{"test":{…}}`.
    package static func test(_ document: JSONValue) throws(CommandFailure) -> String {
        let test = try document.required("test")
        var details = Details()
        details.add("delivered", test["delivered"] == .bool(true) ? "yes" : "no")
        details.add("HTTP status", CellText.text(test["response_status"]))
        details.add("took", CellText.text(test["latency_milliseconds"]) + " ms")
        details.add("error", CellText.text(test["error"]))
        return details.render()
    }

    /// Whether the message of `{"test":{…}}` was taken.
    package static func isDelivered(_ document: JSONValue) -> Bool {
        document["test"]?["delivered"] == .bool(true)
    }

    /// A table of `{"deliveries":[…]}`.
    package static func deliveries(_ document: JSONValue, width: Int?) throws(CommandFailure) -> String {
        let deliveries = try document.requiredArray("deliveries")
        guard !deliveries.isEmpty else { return "no deliveries\n" }
        let columns = [
            Table.Column("DELIVERY ID"), Table.Column("EVENT"), Table.Column("STATUS"), Table.Column("ATTEMPTS"),
            Table.Column("HTTP"), Table.Column("LAST ATTEMPT"), Table.Column("NEXT ATTEMPT"),
            Table.Column("ERROR", mayBeCut: true),
        ]
        let rows = deliveries.map { delivery in
            [
                CellText.text(delivery["delivery_id"]), CellText.text(delivery["event_type"]),
                CellText.text(delivery["status"]), CellText.text(delivery["attempts"]),
                CellText.text(delivery["response_status"]), CellText.time(delivery["last_attempt_time"]),
                CellText.time(delivery["next_attempt_time"]), CellText.text(delivery["error"]),
            ]
        }
        return Table(columns, rows: rows).render(width: width)
    }

    private static func events(_ webhook: JSONValue) -> String {
        webhook["event_types"]?.array?.isEmpty == false ? CellText.list(webhook["event_types"]) : "all"
    }
}
