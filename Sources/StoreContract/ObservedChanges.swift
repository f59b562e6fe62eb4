package import OAuthCore
package import Stores
import Synchronization

/// Remembers what a store told its observer.
package final class ObservedChanges: ClientChangeObserver, RevocationObserver {
    private let changes = Mutex<[ClientChange]>([])
    private let told = Mutex<[Revocation]>([])

    /// An observer that has heard nothing yet.
    package init() {}

    /// Adds the change to ``all``.
    package func clientsChanged(_ change: ClientChange) {
        changes.withLock { $0.append(change) }
    }

    /// Adds the revocations to ``revocations``.
    package func revoked(_ revocations: [Revocation]) {
        told.withLock { $0 += revocations }
    }

    /// All revocations in the order in which they were told.
    package var revocations: [Revocation] { told.withLock { $0 } }

    /// All changes in the order in which they were told.
    package var all: [ClientChange] { changes.withLock { $0 } }

    /// Forgets all changes and returns them.
    package func take() -> [ClientChange] {
        changes.withLock { changes in
            defer { changes = [] }
            return changes
        }
    }

    /// What a cache that listens holds now.
    package var clients: [ClientID: Client] {
        all.reduce(into: [:]) { clients, change in
            switch change {
            case .saved(let client): clients[client.id] = client
            case .removed(let ids): for id in ids { clients[id] = nil }
            case .quota: break
            }
        }
    }
}
