package import OAuthCore

/// A client secret that was found in public, and what was done about it.
package struct SecretLeak: Sendable, Equatable {
    /// What the operator wants to be done about a leaked secret.
    package enum Policy: String, Sendable, CaseIterable {
        /// It is switched off at once, even when it is the last one of its client.
        case deactivate
        /// It is recorded and nothing else.
        case record
    }

    /// What was done.
    package enum Outcome: String, Sendable {
        /// It was in force, and was switched off.
        case deactivated
        /// It is in force, and was left so as the policy says.
        case recorded
        /// It was not in force any more.
        case wasNotInForce = "was_not_in_force"
    }

    package let secretID: SecretID
    package let clientID: ClientID
    package let organizationID: OrganizationID?
    package let outcome: Outcome
    /// When the last token ends that can have been got with the secret, by the client's present lifetime; `nil` when
    /// there is none that lives.
    package let tokensValidUntil: Timestamp?
    /// Where it was found.
    package let url: String
    package let source: String
}
