import JOSE
import Synchronization

/// Knows the URL of the token endpoint, or asks the issuer's metadata for it (RFC 8414).
final class EndpointResolver: Sendable {
    private struct Found: Sendable {
        let url: String
        let until: Duration
    }

    private static let keptFor: Duration = .seconds(3600)

    private let location: TokenEndpoint.Location
    private let issuer: EndpointURL
    private let settings: TokenProviderSettings
    private let transport: any TokenTransport
    private let clock: any TokenClock
    private let found = Mutex<Found?>(nil)

    init(
        _ endpoint: TokenEndpoint, settings: TokenProviderSettings, transport: any TokenTransport,
        clock: any TokenClock
    ) throws(TokenError) {
        location = endpoint.location
        let text =
            switch endpoint.location {
            case .url(let url): url
            case .discovery(let issuer): issuer
            }
        issuer = try EndpointURL(text, allowsInsecureHTTP: settings.allowsInsecureHTTP)
        self.settings = settings
        self.transport = transport
        self.clock = clock
    }

    /// The URL of the token endpoint.
    func url(deadline: Duration) async throws -> String {
        guard case .discovery(let issuer) = location else { return self.issuer.text }
        if let known = found.withLock({ $0 }), clock.now < known.until { return known.url }
        let url = try await discover(issuer, deadline)
        found.withLock { [until = clock.now + Self.keptFor] in $0 = Found(url: url, until: until) }
        return url
    }

    /// RFC 8414 §3.1 puts the well-known part between host and path, OpenID Connect Discovery §4 after the path.
    private func discover(_ issuer: String, _ deadline: Duration) async throws -> String {
        let path = TokenEndpoint.withoutSlash(self.issuer.path)
        var response = try await get(
            self.issuer.origin + "/.well-known/oauth-authorization-server" + path, deadline)
        if response.status == 404 {
            response = try await get(self.issuer.origin + path + "/.well-known/openid-configuration", deadline)
        }
        guard response.status == 200 else {
            let error = TokenError(refusal: response, nil, Redaction(SecretString("")))
            // A 401 says nothing of the client here: no credentials were sent.
            throw error.isTransient ? error : malformed("the server answered HTTP \(response.status)")
        }
        guard let metadata = response.document, let endpoint = metadata["token_endpoint"]?.string else {
            throw malformed("it names no token_endpoint")
        }
        // RFC 8414 §3.3: otherwise another server could pass itself off as the issuer.
        guard metadata["issuer"]?.string == issuer else { throw malformed("it is of another issuer") }
        return try EndpointURL(endpoint, allowsInsecureHTTP: settings.allowsInsecureHTTP).text
    }

    private func get(_ url: String, _ deadline: Duration) async throws -> TokenHTTPResponse {
        let response = try await transport.send(
            TokenHTTPRequest("GET", url), maximumSize: settings.maximumAnswerSize,
            timeout: min(settings.attemptTimeout, deadline - clock.now))
        guard response.body.count <= settings.maximumAnswerSize else { throw TokenError.answerTooLarge }
        return response
    }

    private func malformed(_ fault: String) -> TokenError {
        TokenError(
            .malformedAnswer, "The metadata of the issuer \(issuer.text) cannot be used: \(fault) (RFC 8414).",
            advice: "Check the issuer URL, or give the URL of the token endpoint.")
    }
}
