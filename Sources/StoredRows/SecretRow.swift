package import OAuthCore

/// A row of `client_secrets`.
package struct SecretRow: StoredRow {
    package static let table = StoredTable.clientSecrets

    package let clientNumber: Int64
    package var secret: ClientSecret

    package init(_ secret: ClientSecret, of client: ClientID) {
        clientNumber = client.number
        self.secret = secret
    }

    package init(_ reader: inout RowReader) throws {
        let number = try reader.integer()
        clientNumber = try reader.integer()
        secret = ClientSecret(
            id: SecretID(number: number),
            hash: SecretHash(algorithm: try reader.text(), bytes: try reader.bytes()),
            suffix: try reader.text(),
            status: try reader.value("a status", ClientSecret.Status.init(rawValue:)),
            createTime: try reader.time(),
            updateTime: try reader.time(),
            expireTime: try reader.optionalTime(),
            lastUsedTime: try reader.time(),
            lastUsedAddress: try reader.optionalText())
    }

    package var columnValues: [StoredValue] {
        [
            .integer(secret.id.number), .integer(clientNumber), .text(secret.hash.algorithm),
            .bytes(secret.hash.bytes), .text(secret.suffix), .text(secret.status.rawValue),
            .integer(secret.createTime.milliseconds), .integer(secret.updateTime.milliseconds),
            StoredValue(secret.expireTime?.milliseconds), .integer(secret.lastUsedTime.milliseconds),
            StoredValue(secret.lastUsedAddress),
        ]
    }
}
