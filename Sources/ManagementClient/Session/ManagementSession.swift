package import JOSE
import OAuthCore

/// A client of the environment that has a management token and calls the management API with it.
package struct ManagementSession: Sendable {
    private let settings: ConnectionSettings
    private let transport: any Transport
    private let token: Secret<String>

    /// Gets a token from the token endpoint.
    package static func open(
        _ settings: ConnectionSettings, over transport: any Transport
    ) async throws -> ManagementSession {
        let endpoint = TokenEndpoint(of: settings.issuer, over: transport)
        let response = try await endpoint.token(TokenRequest(settings.credentials))
        return ManagementSession(settings: settings, transport: transport, token: response.accessToken)
    }

    /// The same with a new token, for work that outlives one.
    package func renewed() async throws -> ManagementSession {
        try await Self.open(settings, over: transport)
    }

    /// Makes one call.
    /// - Returns: the JSON object that the server answered; an empty one for an empty answer.
    /// - Throws: ``ManagementError`` when the server refused it.
    package func send(_ request: ManagementRequest) async throws -> JSONValue {
        let response = try await transport.send(
            TransportRequest(
                request.method.rawValue, settings.issuer.url(request.target), bearer: token,
                contentType: request.body == nil ? nil : "application/json", body: request.body.map(JSONText.bytes)))
        guard response.isSuccess else {
            let redaction = Redaction(token, settings.credentials.clientSecret)
            guard let error = ManagementError(response, redaction) else {
                throw UnexpectedAnswer(response, missing: "an error document")
            }
            throw error
        }
        if response.body.isEmpty { return [:] }
        guard let document = response.document else { throw UnexpectedAnswer(response, missing: "a JSON object") }
        return document
    }
}
