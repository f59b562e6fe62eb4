import MintmarkClient

extension TokenHTTPResponse {
    static func token(_ value: String, lifetime: Int = 3600) -> TokenHTTPResponse {
        .json(#"{"access_token":"\#(value)","token_type":"Bearer","expires_in":\#(lifetime)}"#)
    }

    static func json(
        _ text: String, status: Int = 200, headers: [(name: String, value: String)] = []
    ) -> TokenHTTPResponse {
        TokenHTTPResponse(status: status, headers: headers, body: Array(text.utf8))
    }

    static func error(_ status: Int, _ error: String, retryAfter: String? = nil) -> TokenHTTPResponse {
        .json(
            #"{"error":"\#(error)","error_description":"why"}"#, status: status,
            headers: retryAfter.map { [("Retry-After", $0)] } ?? [])
    }
}

enum Fixture {
    static let secret = "s3cr3t/+value~of&the=client"
    static let credentials = ClientCredentials(clientID: "m2m_1", clientSecret: secret)

    /// A provider without jitter.
    static func provider(
        _ transport: ScriptedTransport, _ clock: ManualTokenClock = ManualTokenClock(),
        endpoint: TokenEndpoint = .issuer("https://auth.example.com"), settings: TokenProviderSettings = .init()
    ) throws -> TokenProvider {
        try TokenProvider(
            credentials: credentials, endpoint: endpoint, settings: settings, transport: transport, clock: clock,
            random: { 0 })
    }
}

/// Lets other tasks go on until something holds; gives up after a time that only a fault takes.
func eventually(_ condition: () -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(30)
    while !condition() {
        guard ContinuousClock.now < end else { return false }
        await Task.yield()
    }
    return true
}

/// The error that something throws.
func failure(_ work: () async throws -> some Any) async -> TokenError? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error as? TokenError
    }
}
