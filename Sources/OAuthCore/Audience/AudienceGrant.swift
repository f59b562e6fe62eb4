/// Decides which resource servers a token is for (RFC 9068 §3, RFC 8707 §2).
package enum AudienceGrant {
    /// What `aud` holds; never empty.
    /// - Parameters:
    ///   - requested: the values of the `audience` and `resource` parameters; empty when there are none.
    ///   - registered: the client's audience, or the environment's default where it has none; never empty.
    /// - Throws: ``OAuthError`` `invalid_target`, which names what the client may ask for.
    package static func decide(requested: [String], registered: [String]) throws(OAuthError) -> [String] {
        guard !requested.isEmpty else { return registered }
        if let unknown = requested.first(where: { !registered.contains($0) }) {
            throw OAuthError(
                .invalidTarget,
                "The client is not registered for the audience \(unknown.prefix(256)). "
                    + "It may ask for: \(registered.joined(separator: " ")).")
        }
        return registered.filter(requested.contains)
    }
}
