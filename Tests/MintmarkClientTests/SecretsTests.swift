import Logging
import MintmarkClient
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct SecretsTests {
    /// Keeps all that is logged.
    private struct Recorder: LogHandler {
        final class Lines: Sendable {
            let text = Mutex("")
        }

        let lines: Lines
        var logLevel: Logger.Level = .trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.text.withLock { $0 += "\(event.level) \(event.message) \(event.metadata ?? [:])\n" }
        }
    }

    /// An error of a transport that tells too much.
    private struct Talkative: Error, CustomStringConvertible {
        let description: String
    }

    private func texts(_ value: some Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value) \(String(reflecting: value)) \(dumped)"
    }

    @Test func secretsAreNeverDescribed() async throws {
        let transport = ScriptedTransport(first: .token("t0k3n"))
        var settings = TokenProviderSettings()
        settings.authenticationMethod = .clientSecretBasic
        let provider = try Fixture.provider(transport, settings: settings)
        let token = try await provider.accessToken()
        let described =
            texts(token) + texts(provider) + texts(Fixture.credentials) + texts(transport.requests)
            + texts(TokenHTTPResponse.token("t0k3n")) + texts(AuthorizedHTTPClient(tokens: provider))
            + texts(AsyncHTTPTokenTransport.shared) + texts([token.value])
            + texts(Optional(Fixture.credentials.clientSecret))
        #expect(described.contains("[redacted]"))
        for secret in ["t0k3n", "s3cr3t", "bTJtXzE6", "116, 48, 107"] {
            // The text itself would be endless should this fail.
            let isThere = described.contains(secret)
            #expect(!isThere, "\(secret)")
        }
        #expect(described.utf8.count < 20_000)
    }

    @Test func nothingSecretIsLoggedAndNothingAboveDebug() async throws {
        let lines = Recorder.Lines()
        let transport = ScriptedTransport { number, request in
            switch number {
            case 1: throw Talkative(description: request.form?.reveal() ?? "")
            case 2: .token("t0k3n")
            default: .json(#"{"error":"invalid_scope","error_description":"\#(Fixture.secret)"}"#, status: 400)
            }
        }
        let clock = ManualTokenClock()
        let provider = try TokenProvider(
            credentials: Fixture.credentials, endpoint: .issuer("https://auth.example.com"), transport: transport,
            clock: clock, random: { 0 }, logger: Logger(label: "t") { _ in Recorder(lines: lines) })
        let token = Task { try await provider.accessToken() }
        #expect(await eventually { clock.sleepers(until: .milliseconds(100)) == 1 })
        clock.advance(by: .milliseconds(100))
        _ = try await token.value
        let error = await failure { try await provider.accessToken(scopes: ["x"]) }
        #expect(error?.code == .invalidScope)
        let text = lines.text.withLock { $0 } + texts(error as Any)
        #expect(text.contains("debug trying again"))
        #expect(text.contains("debug got an access token"))
        #expect(text.contains("debug no access token"))
        for secret in ["t0k3n", "s3cr3t", "info ", "warning ", "error "] { #expect(!text.contains(secret)) }
    }
}
