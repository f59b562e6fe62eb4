extension WebhookEndpoint {
    /// Takes over what the update names and checks the result.
    /// - Throws: ``InvalidFields``; the endpoint is then half changed and must be dropped.
    package mutating func apply(_ update: WebhookUpdate, at time: Timestamp) throws(InvalidFields) {
        var checks = FieldChecks()
        update.url.apply(to: &url, cleared: "")
        update.description.apply(to: &description, cleared: "")
        checks.requireText(description, "description", length: 0...512)
        switch update.eventTypes {
        case .keep: break
        case .clear: eventTypes = []
        case .set(let texts): eventTypes = Self.filters(texts, &checks)
        }
        if case .set(let new) = update.status {
            if new == .active, status == .disabled { failingSince = nil }
            status = new
        }
        updateTime = time
        try checks.finish()
    }

    private static func filters(_ texts: [String], _ checks: inout FieldChecks) -> [WebhookEventFilter] {
        let filters = texts.map { WebhookEventFilter($0) }
        for (index, filter) in filters.enumerated() {
            checks.require(
                filter != nil, "event_types[\(index)]",
                "must be one of \(WebhookEventFilter.allTexts.joined(separator: ", "))")
        }
        checks.require(Set(texts).count == texts.count, "event_types", "must not name one twice")
        return filters.compactMap(\.self)
    }
}
