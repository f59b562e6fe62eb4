import GRDB
import OAuthCore

/// A row of `organizations`.
struct OrganizationRow: StoredRow {
    static let table = StoredTable.organizations

    let organization: Organization

    init(_ organization: Organization) {
        self.organization = organization
    }

    init(_ reader: inout RowReader) throws {
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

    var columnValues: [(any DatabaseValueConvertible)?] {
        [
            organization.id.number, organization.displayName, organization.externalID,
            StoredJSON.text(organization.metadata), organization.slug, organization.logoURL,
            organization.createTime.milliseconds, organization.updateTime.milliseconds,
            organization.quota?.description,
        ]
    }
}
