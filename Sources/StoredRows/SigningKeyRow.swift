import JOSE
package import OAuthCore

/// A row of `signing_keys`.
package struct SigningKeyRow: StoredRow {
    package static let table = StoredTable.signingKeys

    package let key: SigningKeyRecord

    package init(_ key: SigningKeyRecord) {
        self.key = key
    }

    package init(_ reader: inout RowReader) throws {
        key = SigningKeyRecord(
            id: SigningKeyID(number: try reader.integer()),
            algorithm: try reader.value("an algorithm", JWSAlgorithm.init(named:)),
            state: try reader.value("a state", SigningKeyRecord.State.init(rawValue:)),
            sealedPrivateKey: try reader.bytes(),
            publishTime: try reader.time(),
            activateTime: try reader.optionalTime(),
            switchTime: try reader.optionalTime(),
            longestTokenLifetime: try reader.integer())
    }

    package var columnValues: [StoredValue] {
        [
            .integer(key.id.number), .text(key.algorithm.name), .text(key.state.rawValue),
            .bytes(key.sealedPrivateKey), .integer(key.publishTime.milliseconds),
            StoredValue(key.activateTime?.milliseconds), StoredValue(key.switchTime?.milliseconds),
            .integer(key.longestTokenLifetime),
        ]
    }
}
