package import OAuthCore

/// Who makes a management call, and what it may do.
package struct Caller: Sendable {
    package let clientID: ClientID
    package let scopes: Set<String>
    /// How audit events name the caller.
    package let actor: Actor

    package init(clientID: ClientID, scopes: some Sequence<String>, address: String?, requestID: String?) {
        self.clientID = clientID
        self.scopes = Set(scopes)
        actor = Actor(name: clientID.description, address: address, requestID: requestID)
    }

    /// - Throws: ``ManagementError/permissionDenied(_:)`` unless the token has the scope.
    package func require(_ scope: ManagementScope) throws(ManagementError) {
        guard scopes.contains(scope.rawValue) else {
            throw .permissionDenied(
                "This call needs the scope \(scope.rawValue), which the token does not have. Register the client for "
                    + "it and get a new token.")
        }
    }

    /// Nobody hands out more than it has: the management scopes of an environment client that is made or changed must
    /// all be the caller's own.
    func requireAtLeast(_ scopes: [String], of clientID: String) throws(ManagementError) {
        let all = Set(ManagementScope.allCases.map(\.rawValue))
        let beyond = scopes.filter { all.contains($0) && !self.scopes.contains($0) }
        guard beyond.isEmpty else {
            throw .permissionDenied(
                "\(clientID) has or would get the management scopes \(beyond.joined(separator: " ")), which your own "
                    + "token does not have.")
        }
    }
}
