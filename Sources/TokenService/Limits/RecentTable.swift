/// A dictionary in bounded memory that keeps the keys that were written last: when the young half is full, it becomes
/// the old one, and what was old and not written since is forgotten. Every step takes the same short time, however
/// hard somebody tries to fill it.
struct RecentTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let half: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    /// - Parameter capacity: the most keys; at least half as many of those written last are kept.
    init(capacity: Int) {
        half = max(1, capacity / 2)
    }

    /// An upper bound of the number of keys.
    var count: Int { young.count + old.count }

    subscript(key: Key) -> Value? { young[key] ?? old[key] }

    mutating func set(_ value: Value, for key: Key) {
        if young.count >= half, young[key] == nil {
            old = young
            young = [:]
        }
        young[key] = value
    }
}
