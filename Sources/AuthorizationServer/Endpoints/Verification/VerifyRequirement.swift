import OAuthCore
import TokenService

/// What a gateway asks of a token.
struct VerifyRequirement {
    private let audience: [String]
    private let scopes: [Substring]

    /// - Throws: ``VerifyRefusal`` for a malformed query, or one with a token in it (RFC 6750 §2.3 is not supported).
    init(query: String, defaultAudience: [String]) throws(VerifyRefusal) {
        let parameters: QueryParameters
        do {
            parameters = try QueryParameters(query)
        } catch {
            throw .invalidRequest("The query is not valid percent-encoding.")
        }
        guard parameters.values("access_token").isEmpty else {
            throw .invalidRequest("A token in the URL is not accepted; send it as Authorization: Bearer.")
        }
        let named = parameters.values("audience")
        audience = named.isEmpty ? defaultAudience : named
        scopes = parameters.values("scope").flatMap { $0.split(separator: " ") }
    }

    /// - Throws: ``VerifyRefusal`` `invalidToken` for another audience, `insufficientScope`.
    func check(_ token: VerifiedAccessToken) throws(VerifyRefusal) {
        guard audience.contains(where: token.audience.contains) else {
            throw .invalidToken("The token is for another API; ask for one with the audience \(audience[0]).")
        }
        guard scopes.allSatisfy({ scope in token.scopes.contains { $0 == scope } }) else {
            throw .insufficientScope(scopes.joined(separator: " "))
        }
    }
}
