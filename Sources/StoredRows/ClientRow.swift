package import OAuthCore

/// A row of `clients`: a client without its secrets, which are rows of their own.
package struct ClientRow: StoredRow {
    package static let table = StoredTable.clients

    package var client: Client

    package init(_ client: Client) {
        self.client = client
    }

    /// The kind of the id is not stored: it follows from whether there is an organization.
    package init(_ reader: inout RowReader) throws {
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

    package var columnValues: [StoredValue] {
        [
            .integer(client.id.number), StoredValue(client.organizationID?.number), .text(client.name),
            .text(client.description), .text(StoredJSON.text(client.scopes)), .text(StoredJSON.text(client.audience)),
            .text(StoredJSON.text(client.customClaims)), .integer(client.lifetime),
            .integer(client.createTime.milliseconds), .integer(client.updateTime.milliseconds),
            .text(client.status.rawValue),
            .text(StoredJSON.text(client.limits.allowedAddresses.map(\.description))),
            StoredValue(client.limits.quota?.description),
        ]
    }
}
