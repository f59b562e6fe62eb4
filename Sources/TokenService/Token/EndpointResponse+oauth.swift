import JOSE
package import OAuthCore

extension EndpointResponse {
    /// Answers that carry tokens or credentials are kept by no cache (RFC 6749 §5.1).
    static let notStored = [
        (name: "content-type", value: "application/json"), (name: "cache-control", value: "no-store"),
        (name: "pragma", value: "no-cache"),
    ]

    /// A refusal (RFC 6749 §5.2).
    package init(_ error: OAuthError) {
        var headers = Self.notStored
        if error.code == .invalidToken {
            headers.append((name: "www-authenticate", value: #"Bearer realm="mintmark", error="invalid_token""#))
        } else if error.status == 401 {
            headers.append((name: "www-authenticate", value: #"Basic realm="mintmark", charset="UTF-8""#))
        }
        if let seconds = error.retryAfter {
            headers.append((name: "retry-after", value: String(seconds)))
        }
        self.init(status: error.status, headers: headers, body: JSONText.bytes(error.json))
    }

    private static let beforeToken = Array(#"{"access_token":""#.utf8)
    private static let afterToken = Array(#"","token_type":"Bearer","expires_in":"#.utf8)
    private static let beforeScope = Array(#","scope":"#.utf8)

    /// A token response (RFC 6749 §5.1), written once, with the token in it.
    init(signingInput: [UInt8], signature: [UInt8], for grant: Grant) {
        var body: [UInt8] = []
        body.reserveCapacity(
            CompactJWS.compactCount(signingInput: signingInput, signature: signature) + grant.scope.utf8.count + 96)
        body.append(contentsOf: Self.beforeToken)
        CompactJWS.append(signingInput: signingInput, signature: signature, to: &body)
        body.append(contentsOf: Self.afterToken)
        JSONText.append(grant.client.lifetime, to: &body)
        if !grant.scope.isEmpty {
            body.append(contentsOf: Self.beforeScope)
            JSONText.append(grant.scope, to: &body)
        }
        body.append(UInt8(ascii: "}"))
        self.init(status: 200, headers: Self.notStored, body: body)
    }
}
