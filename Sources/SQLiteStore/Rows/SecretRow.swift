import GRDB
import OAuthCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A row of `client_secrets`.
struct SecretRow: StoredRow {
    static let table = StoredTable.clientSecrets

    let clientNumber: Int64
    var secret: ClientSecret

    init(_ secret: ClientSecret, of client: ClientID) {
        clientNumber = client.number
        self.secret = secret
    }

    init(_ reader: inout RowReader) throws {
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

    var columnValues: [(any DatabaseValueConvertible)?] {
        [
            secret.id.number, clientNumber, secret.hash.algorithm, Data(secret.hash.bytes), secret.suffix,
            secret.status.rawValue, secret.createTime.milliseconds, secret.updateTime.milliseconds,
            secret.expireTime?.milliseconds, secret.lastUsedTime.milliseconds, secret.lastUsedAddress,
        ]
    }
}
