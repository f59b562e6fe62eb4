extension Organization {
    /// Checks the fields that a caller may set.
    /// - Throws: ``InvalidFields`` with every violation.
    package func checkFields() throws(InvalidFields) {
        var checks = FieldChecks()
        checks.requireText(displayName, "display_name", length: 1...200)
        if let externalID { checks.requireText(externalID, "external_id", length: 1...128) }
        if let slug { checks.requireText(slug, "slug", length: 1...64) }
        if let logoURL {
            checks.requireText(logoURL, "logo_url", length: 1...2048)
            let isWebAddress = logoURL.hasPrefix("https://") || logoURL.hasPrefix("http://")
            checks.require(isWebAddress, "logo_url", "must begin with https:// or http://")
        }
        checks.require(metadata.count <= 10, "metadata", "must have at most 10 pairs; it has \(metadata.count)")
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            checks.requireText(key, "metadata[\(key.prefix(25))] (the key)", length: 3...25)
            checks.requireText(value, "metadata[\(key.prefix(25))]", length: 1...256)
        }
        try checks.finish()
    }

    /// Takes over what the update names and checks the result.
    /// - Throws: ``InvalidFields``; the organization is then half changed and must be dropped.
    package mutating func apply(_ update: OrganizationUpdate, at time: Timestamp) throws(InvalidFields) {
        update.displayName.apply(to: &displayName, cleared: "")
        update.externalID.apply(to: &externalID)
        update.metadata.apply(to: &metadata, cleared: [:])
        update.slug.apply(to: &slug)
        update.logoURL.apply(to: &logoURL)
        update.quota.apply(to: &quota)
        updateTime = time
        try checkFields()
    }
}
