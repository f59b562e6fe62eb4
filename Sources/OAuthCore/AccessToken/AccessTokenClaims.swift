import JOSE

/// Writes the claims of an access token (RFC 9068 §2.2) as JSON, in two parts: what stays the same for all tokens of
/// one grant, and what differs from token to token.
package enum AccessTokenClaims {
    /// `"aud"`, `"scope"`, `"scopes"` and `"custom_claims"`, without braces: the same for all clients that are
    /// registered alike.
    package static func grantMembers(audience: [String], scopes: [String], customClaims: [CustomClaim]) -> [UInt8] {
        var json: [UInt8] = []
        json.append(contentsOf: #""aud":"#.utf8)
        JSONText.append(.array(audience.map(JSONValue.string)), to: &json)
        if !scopes.isEmpty {
            json.append(contentsOf: #","scope":"#.utf8)
            JSONText.append(scopes.joined(separator: " "), to: &json)
        }
        json.append(contentsOf: #","scopes":"#.utf8)
        JSONText.append(.array(scopes.map(JSONValue.string)), to: &json)
        if !customClaims.isEmpty {
            json.append(contentsOf: #","custom_claims":"#.utf8)
            JSONText.append(.object(customClaims.map { .init($0.key, .string($0.value)) }), to: &json)
        }
        return json
    }

    /// The whole JSON object.
    /// - Parameters:
    ///   - issuerMember: `"iss":"…"`, written once for the environment.
    ///   - secret: with which it was got, so that the tokens of one secret can be ended.
    ///   - grantMembers: what ``grantMembers(audience:scopes:customClaims:)`` gave.
    ///   - issueTime: seconds since 1970; `iat` and `nbf`.
    ///   - lifetime: seconds.
    package static func append(
        issuerMember: [UInt8], client: ClientID, organization: OrganizationID?, secret: SecretID?,
        grantMembers: [UInt8],
        issueTime: Int64, lifetime: Int64, tokenID: [UInt8], to json: inout [UInt8]
    ) {
        json.append(UInt8(ascii: "{"))
        json.append(contentsOf: issuerMember)
        append(#","sub":""#, client.prefix, client.number, to: &json)
        append(#"","client_id":""#, client.prefix, client.number, to: &json)
        if let organization {
            append(#"","oid":""#, organization.prefix, organization.number, to: &json)
        }
        if let secret {
            append(#"","secret_id":""#, secret.prefix, secret.number, to: &json)
        }
        append(#"","#, to: &json)
        json.append(contentsOf: grantMembers)
        append(#","iat":"#, "", issueTime, to: &json)
        append(#","nbf":"#, "", issueTime, to: &json)
        append(#","exp":"#, "", issueTime + lifetime, to: &json)
        append(#","jti":""#, to: &json)
        json.append(contentsOf: tokenID)
        append(#""}"#, to: &json)
    }

    private static func append(
        _ text: StaticString, _ prefix: StaticString, _ number: Int64, to json: inout [UInt8]
    ) {
        append(text, to: &json)
        append(prefix, to: &json)
        JSONText.append(number, to: &json)
    }

    private static func append(_ text: StaticString, to json: inout [UInt8]) {
        text.withUTF8Buffer { json.append(contentsOf: $0) }
    }
}
