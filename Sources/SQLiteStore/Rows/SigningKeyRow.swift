import GRDB
import JOSE
import OAuthCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A row of `signing_keys`.
struct SigningKeyRow: StoredRow {
    static let table = StoredTable.signingKeys

    let key: SigningKeyRecord

    init(_ key: SigningKeyRecord) {
        self.key = key
    }

    init(_ reader: inout RowReader) throws {
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

    var columnValues: [(any DatabaseValueConvertible)?] {
        [
            key.id.number, key.algorithm.name, key.state.rawValue, Data(key.sealedPrivateKey),
            key.publishTime.milliseconds, key.activateTime?.milliseconds, key.switchTime?.milliseconds,
            key.longestTokenLifetime,
        ]
    }
}
