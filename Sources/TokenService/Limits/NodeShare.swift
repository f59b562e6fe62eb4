import Synchronization

/// Among how many nodes limits are divided: one while the nodes hear of each other's uses, all of them while this one
/// does not.
package final class NodeShare: Sendable {
    private let nodes = Atomic(1)

    package init() {}

    var divisor: Int64 { Int64(nodes.load(ordering: .relaxed)) }

    func divide(among count: Int) {
        nodes.store(max(1, count), ordering: .relaxed)
    }
}
