import GRDB
import OAuthCore

/// A row of `clients`: a client without its secrets, which are rows of their own.
struct ClientRow: StoredRow {
    static let table = StoredTable.clients

    var client: Client

    init(_ client: Client) {
        self.client = client
    }

    /// The kind of the id is not stored: it follows from whether there is an organization.
    init(_ reader: inout RowReader) throws {
        let number = try reader.integer()
        let organization = try reader.optionalInteger().map(OrganizationID.init(number:))
        client = Client(
            id: ClientID(kind: organization == nil ? .environment : .organization, number: number),
            organizationID: organization,
            name: try reader.text(),
            description: try reader.text(),
            scopes: try reader.value("a JSON array of strings", StoredJSON.list),
            audience: try reader.value("a JSON array of strings", StoredJSON.list),
            customClaims: try reader.value("a JSON array of keys and values", StoredJSON.claims),
            lifetime: try reader.integer(),
            secrets: [],
            createTime: try reader.time(),
            updateTime: try reader.time(),
            status: try reader.value("a status", Client.Status.init(rawValue:)),
            limits: ClientLimits(
                allowedAddresses: try reader.value("a JSON array of address ranges", StoredJSON.ranges),
                quota: try reader.optionalValue("a quota", TokenQuota.init)))
    }

    var columnValues: [(any DatabaseValueConvertible)?] {
        [
            client.id.number, client.organizationID?.number, client.name, client.description,
            StoredJSON.text(client.scopes), StoredJSON.text(client.audience), StoredJSON.text(client.customClaims),
            client.lifetime, client.createTime.milliseconds, client.updateTime.milliseconds, client.status.rawValue,
            StoredJSON.text(client.limits.allowedAddresses.map(\.description)), client.limits.quota?.description,
        ]
    }
}
