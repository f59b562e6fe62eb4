import OAuthCore
import Synchronization

/// Remembers from which addresses each client has presented the right secret in the last day, in bounded memory: a
/// table in which a newer pair may take the place of an older one. Only who has a right secret can write to it.
final class ProvenAddresses: Sendable {
    /// A power of two; half a megabyte.
    private static let capacity = 1 << 16
    /// Hours.
    private static let memory: UInt16 = 24

    /// The upper 48 bits of an entry tell the pair, the lower 16 the hour.
    private let entries = Mutex([UInt64](repeating: 0, count: capacity))

    func note(_ client: ClientID, _ group: AddressGroup, at now: Timestamp) {
        let (place, entry) = Self.entry(client, group, now)
        entries.withLock { if $0[place] != entry { $0[place] = entry } }
    }

    func contains(_ client: ClientID, _ group: AddressGroup, at now: Timestamp) -> Bool {
        let (place, entry) = Self.entry(client, group, now)
        let known = entries.withLock { $0[place] }
        // The hour may lie ahead where the clock was set back.
        let hours = Int16(truncatingIfNeeded: entry &- known)
        return known >> 16 == entry >> 16 && hours.magnitude <= Self.memory
    }

    private static func entry(
        _ client: ClientID, _ group: AddressGroup, _ now: Timestamp
    ) -> (place: Int, entry: UInt64) {
        // Hashes differ from process to process, so that nobody can choose pairs that collide.
        var hasher = Hasher()
        hasher.combine(client)
        hasher.combine(group)
        let hash = UInt64(bitPattern: Int64(hasher.finalize()))
        let hour = UInt64(bitPattern: now.seconds / 3600) & 0xFFFF
        return (Int(hash & UInt64(capacity - 1)), hash & ~0xFFFF | hour)
    }
}
