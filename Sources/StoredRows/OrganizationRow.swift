package import OAuthCore

/// A row of `organizations`.
package struct OrganizationRow: StoredRow {
    package static let table = StoredTable.organizations

    package let organization: Organization

    package init(_ organization: Organization) {
        self.organization = organization
    }

    package init(_ reader: inout RowReader) throws {
        organization = Organization(
            id: OrganizationID(number: try reader.integer()),
            displayName: try reader.text(),
            externalID: try reader.optionalText(),
            metadata: try reader.value("a JSON object of strings", StoredJSON.map),
            slug: try reader.optionalText(),
            logoURL: try reader.optionalText(),
            createTime: try reader.time(),
            updateTime: try reader.time(),
            quota: try reader.optionalValue("a quota", TokenQuota.init))
    }

    package var columnValues: [StoredValue] {
        [
            .integer(organization.id.number), .text(organization.displayName), StoredValue(organization.externalID),
            .text(StoredJSON.text(organization.metadata)), StoredValue(organization.slug),
            StoredValue(organization.logoURL), .integer(organization.createTime.milliseconds),
            .integer(organization.updateTime.milliseconds), StoredValue(organization.quota?.description),
        ]
    }
}
