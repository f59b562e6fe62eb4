import MintmarkClient
import Testing

@Suite(.timeLimit(.minutes(1))) struct RetryTests {
    private struct Broken: Error {}
    private let clock = ManualTokenClock()

    @Test(arguments: [500, 503, 429])
    func aPassingFailureIsTriedAgainAfterAPause(status: Int) async throws {
        let transport = ScriptedTransport(first: .error(status, "e"), .error(status, "e"))
        let provider = try Fixture.provider(transport, clock)
        let token = Task { try await provider.accessToken() }
        #expect(await eventually { clock.sleepers(until: .milliseconds(100)) == 1 })
        #expect(transport.count == 1)
        clock.advance(by: .milliseconds(100))
        #expect(await eventually { clock.sleepers(until: .milliseconds(300)) == 1 })
        clock.advance(by: .milliseconds(200))
        #expect(try await token.value.value.reveal() == "token-3")
    }

    @Test func aBrokenConnectionIsTriedAgain() async throws {
        let transport = ScriptedTransport { number, _ in
            guard number > 1 else { throw Broken() }
            return .token("t")
        }
        let provider = try Fixture.provider(transport, clock)
        let token = Task { try await provider.accessToken() }
        #expect(await eventually { clock.sleepers(until: .milliseconds(100)) == 1 })
        clock.advance(by: .milliseconds(100))
        #expect(try await token.value.value.reveal() == "t")
    }

    @Test func attemptsAreBounded() async throws {
        let transport = ScriptedTransport { _, _ in throw Broken() }
        var settings = TokenProviderSettings()
        settings.maximumAttempts = 2
        let provider = try Fixture.provider(transport, clock, settings: settings)
        let error = Task { await failure { try await provider.accessToken() } }
        #expect(await eventually { clock.sleepers(until: .milliseconds(100)) == 1 })
        clock.advance(by: .milliseconds(100))
        let found = await error.value
        #expect(found?.code == .unreachable)
        #expect(found?.reason.contains("Broken") == true)
        #expect(transport.count == 2)
    }

    @Test func retryAfterIsHonoured() async throws {
        let transport = ScriptedTransport(first: .error(429, "slow_down", retryAfter: "7"))
        let provider = try Fixture.provider(transport, clock)
        let first = Task { try await provider.accessToken() }
        #expect(await eventually { clock.sleepers(until: .seconds(7)) == 1 })
        // It holds for whatever else is asked for.
        let other = Task { try await provider.accessToken(scopes: ["read"]) }
        #expect(await eventually { clock.sleepers(until: .seconds(7)) == 2 })
        clock.advance(by: .milliseconds(6999))
        #expect(clock.sleepers(until: .seconds(7)) == 2)
        #expect(transport.count == 1)
        clock.advance(by: .milliseconds(1))
        _ = try await (first.value, other.value)
        #expect(transport.count == 3)
    }

    @Test func aRetryAfterBeyondTheDeadlineIsGivenToTheCallers() async throws {
        let transport = ScriptedTransport(first: .error(503, "temporarily_unavailable", retryAfter: "60"))
        let provider = try Fixture.provider(transport, clock)
        let first = await failure { try await provider.accessToken() }
        #expect(first?.code == .serverError)
        #expect(first?.retryAfter == .seconds(60))
        #expect(first?.httpStatus == 503)
        clock.advance(by: .seconds(20))
        let second = await failure { try await provider.accessToken(scopes: ["read"]) }
        #expect(second?.retryAfter == .seconds(40))
        #expect(transport.count == 1)
        clock.advance(by: .seconds(40))
        #expect(try await provider.accessToken().value.reveal() == "token-2")
    }

    @Test func anInvalidClientIsNotRetried() async throws {
        let transport = ScriptedTransport(first: .error(401, "invalid_client"))
        let provider = try Fixture.provider(transport, clock)
        for _ in 0..<100 {
            #expect(await failure { try await provider.accessToken() }?.code == .invalidClient)
            #expect(await failure { try await provider.accessToken(scopes: ["read"]) }?.code == .invalidClient)
        }
        #expect(transport.count == 1)
        clock.advance(by: .seconds(10))
        #expect(try await provider.accessToken().value.reveal() == "token-2")
    }

    @Test(arguments: [
        ("invalid_scope", TokenError.Code.invalidScope), ("invalid_target", .invalidTarget),
        ("unauthorized_client", .unauthorizedClient), ("invalid_request", .refused),
    ])
    func aRefusalIsNotRetriedAndTouchesOnlyWhatWasAskedFor(error: String, code: TokenError.Code) async throws {
        let transport = ScriptedTransport(first: .error(400, error))
        let provider = try Fixture.provider(transport, clock)
        for _ in 0..<10 { #expect(await failure { try await provider.accessToken() }?.code == code) }
        #expect(transport.count == 1)
        _ = try await provider.accessToken(scopes: ["read"])
        #expect(transport.count == 2)
    }

    @Test func aFailedRefreshLeavesTheOldTokenAndIsTriedAgainAfterAPause() async throws {
        let transport = ScriptedTransport { number, _ in
            number == 2 ? .error(503, "temporarily_unavailable") : .token("token-\(number)")
        }
        var settings = TokenProviderSettings()
        settings.maximumAttempts = 1
        let provider = try Fixture.provider(transport, clock, settings: settings)
        _ = try await provider.accessToken()
        clock.advance(by: .seconds(3300))
        #expect(try await provider.accessToken().value.reveal() == "token-1")
        // The request has ended when nothing watches its time any more.
        #expect(await eventually { transport.count == 2 && clock.sleepers(until: .seconds(3330)) == 0 })
        clock.advance(by: .seconds(14))
        #expect(try await provider.accessToken().value.reveal() == "token-1")
        #expect(transport.count == 2)
        clock.advance(by: .seconds(1))
        #expect(try await provider.accessToken().value.reveal() == "token-1")
        #expect(await eventually { provider.cachedToken()?.value.reveal() == "token-3" })
    }
}
