import MintmarkClient
import Testing

/// Tokens that an API did not accept.
@Suite(.timeLimit(.minutes(1))) struct RejectionTests {
    private let clock = ManualTokenClock()

    @Test func aRejectedTokenIsReplacedOnceInAWhile() async throws {
        let transport = ScriptedTransport()
        let provider = try Fixture.provider(transport, clock)
        let first = try await provider.accessToken()
        #expect(provider.reject(first))
        let second = try await provider.accessToken()
        #expect(second.value.reveal() == "token-2")
        // Somebody else whose call used the first one too.
        #expect(provider.reject(first))
        // An API that refuses every token.
        #expect(!provider.reject(second))
        #expect(try await provider.accessToken().value.reveal() == "token-2")
        clock.advance(by: .seconds(10))
        #expect(provider.reject(second))
        #expect(try await provider.accessToken().value.reveal() == "token-3")
        #expect(transport.count == 3)
    }
}
