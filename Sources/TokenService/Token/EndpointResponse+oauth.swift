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

    /// A token response (RFC 6749 §5.1).
    init(token: [UInt8], for grant: Grant) {
        var body = Array(#"{"access_token":""#.utf8)
        body.reserveCapacity(token.count + grant.scope.utf8.count + 96)
        body.append(contentsOf: token)
        body.append(contentsOf: #"","token_type":"Bearer","expires_in":"#.utf8)
        JSONText.append(grant.client.lifetime, to: &body)
        if !grant.scope.isEmpty {
            body.append(contentsOf: #","scope":"#.utf8)
            JSONText.append(grant.scope, to: &body)
        }
        body.append(UInt8(ascii: "}"))
        self.init(status: 200, headers: Self.notStored, body: body)
    }
}
