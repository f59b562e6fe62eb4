import MintmarkClient
import Testing

@Suite(.timeLimit(.minutes(1))) struct TokenProviderTests {
    private let clock = ManualTokenClock()

    @Test func oneRequestForAThousandCallers() async throws {
        let transport = ScriptedTransport()
        transport.holdUp()
        let provider = try Fixture.provider(transport, clock)
        let values = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<1000 { group.addTask { try await provider.accessToken().value.reveal() } }
            #expect(await eventually { transport.count == 1 })
            for _ in 0..<5000 { await Task.yield() }
            transport.release()
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(values == ["token-1"])
        #expect(transport.count == 1)
    }

    @Test func aCachedTokenIsServedWithoutARequest() async throws {
        let transport = ScriptedTransport()
        let provider = try Fixture.provider(transport, clock)
        #expect(provider.cachedToken() == nil)
        let token = try await provider.accessToken()
        clock.advance(by: .seconds(3299))
        #expect(try await provider.accessToken().value.reveal() == "token-1")
        #expect(provider.cachedToken()?.value.reveal() == "token-1")
        #expect(token.authorizationHeader() == "Bearer token-1")
        #expect(token.lifetime == .seconds(3600))
        #expect(transport.count == 1)
    }

    @MainActor @Test func aCachedTokenIsServedWithoutLeavingTheCallersActor() async throws {
        let provider = try Fixture.provider(ScriptedTransport(), clock)
        _ = try await provider.accessToken(scopes: ["read"])
        var hasOtherRun = false
        let other = Task { @MainActor in hasOtherRun = true }
        for _ in 0..<1000 { _ = try await provider.accessToken(scopes: ["read"]) }
        #expect(!hasOtherRun)
        await other.value
    }

    @Test func aTokenIsRefreshedAheadAndTheOldOneServedMeanwhile() async throws {
        let transport = ScriptedTransport()
        let provider = try Fixture.provider(transport, clock)
        _ = try await provider.accessToken()
        transport.holdUp()
        clock.advance(by: .seconds(3300))
        for _ in 0..<100 { #expect(try await provider.accessToken().value.reveal() == "token-1") }
        #expect(await eventually { transport.count == 2 })
        #expect(try await provider.accessToken().value.reveal() == "token-1")
        transport.release()
        #expect(await eventually { provider.cachedToken()?.value.reveal() == "token-2" })
        #expect(transport.count == 2)
    }

    @Test func anExpiredTokenIsNeverServed() async throws {
        let transport = ScriptedTransport()
        let provider = try Fixture.provider(transport, clock)
        _ = try await provider.accessToken()
        clock.advance(by: .seconds(3590))
        #expect(provider.cachedToken() == nil)
        #expect(try await provider.accessToken().value.reveal() == "token-2")
    }

    @Test func theTimeThatTheAnswerTookCounts() async throws {
        let transport = ScriptedTransport(lifetime: 30)
        transport.holdUp()
        let provider = try Fixture.provider(transport, clock)
        let token = Task { try await provider.accessToken() }
        #expect(await eventually { transport.count == 1 })
        clock.advance(by: .seconds(20))
        transport.release()
        _ = try await token.value
        #expect(provider.cachedToken() != nil)
        clock.advance(by: .seconds(9))
        #expect(provider.cachedToken() == nil)
    }

    @Test func aTokenWithoutLifetimeServesTheCallersWhoWaitedAndNobodyElse() async throws {
        let transport = ScriptedTransport(lifetime: 0)
        let provider = try Fixture.provider(transport, clock)
        #expect(try await provider.accessToken().value.reveal() == "token-1")
        #expect(try await provider.accessToken().value.reveal() == "token-2")
    }

    @Test func scopesAndAudienceHaveTokensOfTheirOwn() async throws {
        let transport = ScriptedTransport()
        let provider = try Fixture.provider(transport, clock)
        let both = try await provider.accessToken(scopes: ["write", "read"])
        #expect(try await provider.accessToken(scopes: ["read write"]).value.reveal() == both.value.reveal())
        #expect(try await provider.accessToken(scopes: ["read"]).value.reveal() == "token-2")
        #expect(try await provider.accessToken(scopes: ["read"], audience: ["a"]).value.reveal() == "token-3")
        #expect(transport.requests[0].form?.reveal().hasSuffix("&scope=read%20write") == true)
        #expect(transport.requests[2].form?.reveal().hasSuffix("&scope=read&audience=a") == true)
    }

    @Test func cancellationOfOneCallerLeavesTheOthers() async throws {
        let transport = ScriptedTransport()
        transport.holdUp()
        let provider = try Fixture.provider(transport, clock)
        let first = Task { try await provider.accessToken() }
        #expect(await eventually { transport.count == 1 })
        let second = Task { try await provider.accessToken() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        transport.release()
        #expect(try await second.value.value.reveal() == "token-1")
        #expect(transport.count == 1)
    }

    @Test func theAnswerIsKeptWhenEveryCallerIsCancelled() async throws {
        let transport = ScriptedTransport()
        transport.holdUp()
        let provider = try Fixture.provider(transport, clock)
        let only = Task { try await provider.accessToken() }
        only.cancel()
        await #expect(throws: CancellationError.self) { try await only.value }
        #expect(await eventually { transport.count == 1 })
        transport.release()
        #expect(await eventually { provider.cachedToken() != nil })
    }

    @Test func theDeadlineEndsTheWaitWhateverTheTransportDoes() async throws {
        let transport = ScriptedTransport()
        transport.holdUp()
        let provider = try Fixture.provider(transport, clock)
        let caller = Task { await failure { try await provider.accessToken() } }
        #expect(await eventually { clock.sleepers(until: .seconds(30)) == 1 && transport.count == 1 })
        #expect(transport.timeouts == [.seconds(10)])
        clock.advance(by: .seconds(30))
        #expect(await caller.value?.code == .timedOut)
        let next = Task { try await provider.accessToken() }
        #expect(await eventually { transport.count == 2 })
        transport.release()
        _ = try await next.value
        #expect(await eventually { clock.sleepers(until: .seconds(60)) == 0 })
    }
}
