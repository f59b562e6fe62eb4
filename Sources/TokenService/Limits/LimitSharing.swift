import Synchronization

/// The limits whose uses nodes tell each other (see ``LimitExchange``).
package final class LimitSharing: Sendable {
    let share = NodeShare()
    private let limits = Mutex<[any SharedLimit]>([])

    package init() {}

    var all: [any SharedLimit] { limits.withLock { $0 } }

    func add(_ limit: some SharedLimit) {
        limits.withLock { $0.append(limit) }
    }
}
