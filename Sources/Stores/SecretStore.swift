package import OAuthCore

/// Finds client secrets across clients.
package protocol SecretStore: Sendable {
    /// The secrets that are in force and meet the filter: those that end first at the front where it asks for an end,
    /// else those that were not used for longest. Where times are equal the ids decide. `totalCount` counts to
    /// ``SecretFilter/largestCount`` and no further.
    /// - Parameter page: its cursor is one of a list that is ordered by time.
    func secrets(_ filter: SecretFilter, _ page: PageRequest) async throws -> Page<ListedSecret>

    /// The secrets with one of these hashes, in force or not, in any order.
    func secrets(hashedAs hashes: [SecretHash]) async throws -> [ListedSecret]
}

extension SecretFilter {
    /// The most secrets that are counted.
    package static let largestCount = 10_000
}
