package import OAuthCore

/// Knows uses of client secrets that the store has not been told of yet.
package protocol UnwrittenSecretUses: Sendable {
    /// The newest use of a secret as far as the store may not know it; `nil` when there is none.
    func unwrittenUse(of id: SecretID) -> SecretUse?
}
