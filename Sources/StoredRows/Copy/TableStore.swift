package import Stores

/// A store that is used as a whole, by one process that does nothing else, which it keeps waiting.
package protocol TableStore {
    /// Where the store is, for messages; no password.
    var place: String { get }

    /// Reads one moment of the store.
    /// - Throws: ``StoreError``, or what `body` threw.
    func read<Value>(_ body: (any StoredTables) throws -> Value) throws -> Value

    /// Runs one transaction, which changes nothing when `body` throws.
    /// - Throws: ``StoreError``, or what `body` threw.
    func write<Value>(_ body: (any StoredTables) throws -> Value) throws -> Value
}

extension StoreError {
    /// The tables are not those of this program, so that it could not tell whether it copies everything.
    package static func otherSchema(_ place: String, _ status: SchemaStatus) -> StoreError {
        StoreError(
            .incompatible,
            status.isNewer
                ? "\(place) was changed by a newer Mintmark: use that one"
                : "\(place) has schema \(status.generation), this program has schema \(status.newest): "
                    + "run mintmark store migrate on it first, or start its server once with this program")
    }
}
