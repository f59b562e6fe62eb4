import OAuthCore
import Synchronization

/// The longest lifetime, in seconds, that any living token may have: more than the setting when that was lowered since.
final class LongestTokenLifetime: Sendable {
    private let seconds: Atomic<Int64>

    init(_ setting: Int64) {
        seconds = Atomic(setting)
    }

    var value: Int64 { seconds.load(ordering: .relaxed) }

    /// Takes in what the signing keys remember.
    func note(_ keys: [SigningKeyRecord]) {
        for key in keys { seconds.max(key.longestTokenLifetime, ordering: .relaxed) }
    }
}
