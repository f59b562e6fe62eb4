import OAuthCore
import Stores

/// A limit whose uses nodes tell each other.
protocol SharedLimit: Sendable {
    /// Takes out what the others have not heard of, until ``settle(_:)``.
    /// - Parameter limit: the most keys.
    func usesToTell(limit: Int, at now: Timestamp) -> LimitUses

    /// Says what became of the uses that were taken out last.
    /// - Parameter areStored: when they are not, they are told again.
    func settle(areStored: Bool)

    /// Takes in what all nodes together used, this one too.
    func note(_ states: LimitStates, at now: Timestamp)
}
