package import OAuthCore

/// What must hold of the client that asks for a change, at the moment when the change is made: what was known of it when
/// the call came in may be over.
package struct CallerCondition: Sendable {
    package let clientID: ClientID
    /// Given the client as it is stored, `nil` when there is none; throws to change nothing.
    package let check: @Sendable (Client?) throws -> Void

    package init(_ clientID: ClientID, _ check: @escaping @Sendable (Client?) throws -> Void) {
        self.clientID = clientID
        self.check = check
    }
}
