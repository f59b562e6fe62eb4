/// Decides which scopes a token gets (RFC 6749 §3.3).
package enum ScopeGrant {
    /// What is granted.
    /// - Parameters:
    ///   - requested: the scopes of the request in their order; `nil` when it has no `scope`, which asks for all.
    ///   - registered: what the client may be granted; the grant keeps this order.
    ///   - strict: whether a scope that is not registered refuses the request instead of being left out.
    /// - Throws: ``OAuthError`` `invalid_scope`, which names what the client may ask for.
    package static func decide(
        requested: [Substring]?, registered: [String], strict: Bool
    ) throws(OAuthError) -> [String] {
        guard let requested else { return registered }
        if strict, let unknown = requested.first(where: { scope in !registered.contains { $0 == scope } }) {
            throw .invalidScope("The client is not registered for \(unknown). \(advice(registered))")
        }
        let granted = registered.filter { scope in requested.contains { $0 == scope } }
        guard !granted.isEmpty || registered.isEmpty else {
            throw .invalidScope("None of the requested scopes is registered for this client. \(advice(registered))")
        }
        return granted
    }

    private static func advice(_ registered: [String]) -> String {
        guard !registered.isEmpty else { return "It is registered for no scope: leave the scope parameter out." }
        let names = registered.prefix(20).joined(separator: " ")
        let rest = registered.count > 20 ? " and \(registered.count - 20) more" : ""
        return "It may ask for: \(names)\(rest). Leave the scope parameter out to get all of them."
    }
}
