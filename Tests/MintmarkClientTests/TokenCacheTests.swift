import Testing

@testable import MintmarkClient

@Suite struct TokenCacheTests {
    private func token(_ value: String, _ request: AccessTokenRequest, lifetime: Duration = .seconds(3600))
        -> AccessToken
    {
        AccessToken(value: SecretString(value), scopes: request.scopes, lifetime: lifetime, request: request)
    }

    private func request(_ number: Int) -> AccessTokenRequest { AccessTokenRequest(scopes: ["s\(number)"]) }

    @Test(arguments: [
        (3600, 3300.0, 3590.0), (600, 540.0, 590.0), (60, 54.0, 57.0), (10, 8.0, 9.0), (2, 1.0, 1.5), (0, 0.0, 0.0),
        (86_400, 86_100.0, 86_390.0),
    ])
    func theRefreshBeginsATenthOfTheLifeAhead(lifetime: Int, refresh: Double, usable: Double) {
        let schedule = TokenSchedule(lifetime: .seconds(lifetime), sent: .seconds(100))
        #expect(schedule.refreshTime == .seconds(100) + .seconds(refresh))
        #expect(schedule.usableUntil == .seconds(100) + .seconds(usable))
    }

    @Test func aLateAnswerOfARequestThatWasGivenUpIsDropped() {
        var cache = TokenCache(settings: .init())
        guard case .fetch(let first) = cache.decide(for: request(1), at: .zero) else {
            Issue.record("no request began")
            return
        }
        let error = TokenError(.timedOut, "", advice: "")
        cache.fail(error, for: request(1), number: first, at: .seconds(30))
        guard case .fetch(let second) = cache.decide(for: request(1), at: .seconds(30)) else {
            Issue.record("no second request began")
            return
        }
        #expect(second != first)
        cache.succeed(token("late", request(1)), number: first, sent: .zero)
        #expect(cache.knownToken(for: request(1), at: .seconds(31)) == nil)
        cache.succeed(token("new", request(1)), number: second, sent: .seconds(30))
        #expect(cache.knownToken(for: request(1), at: .seconds(31))?.value.reveal() == "new")
    }

    @Test func theLifeCountsFromWhenTheRequestWasSent() {
        var cache = TokenCache(settings: .init())
        _ = cache.decide(for: request(1), at: .zero)
        cache.succeed(token("t", request(1), lifetime: .seconds(60)), number: 1, sent: .zero)
        #expect(cache.knownToken(for: request(1), at: .seconds(56)) != nil)
        #expect(cache.knownToken(for: request(1), at: .seconds(57)) == nil)
    }

    @Test func theNumberOfTokensIsBounded() {
        var settings = TokenProviderSettings()
        settings.maximumTokens = 10
        var cache = TokenCache(settings: settings)
        for number in 1...100 {
            _ = cache.decide(for: request(number), at: .zero)
            let lifetime: Duration = number == 1 ? .seconds(7200) : .seconds(3600)
            cache.succeed(token("t", request(number), lifetime: lifetime), number: number, sent: .zero)
            #expect(cache.count <= 10)
        }
        #expect(cache.knownToken(for: request(1), at: .zero) != nil)
        #expect(cache.knownToken(for: request(100), at: .zero) != nil)
    }

    @Test func requestsUnderWayAreNeverForgotten() {
        var settings = TokenProviderSettings()
        settings.maximumTokens = 2
        var cache = TokenCache(settings: settings)
        for number in 1...5 { _ = cache.decide(for: request(number), at: .zero) }
        for number in 1...5 {
            guard case .wait(number) = cache.decide(for: request(number), at: .zero) else {
                Issue.record("request \(number) is forgotten")
                return
            }
        }
    }

    @Test func aTokenServesOnWhileTheClientIsRefused() {
        var cache = TokenCache(settings: .init())
        _ = cache.decide(for: request(1), at: .zero)
        cache.succeed(token("t", request(1)), number: 1, sent: .zero)
        _ = cache.decide(for: request(2), at: .seconds(3300))
        cache.fail(TokenError(.invalidClient, "", advice: ""), for: request(2), number: 2, at: .seconds(3300))
        guard case .use = cache.decide(for: request(1), at: .seconds(3305)) else {
            Issue.record("a token that is still good must serve, without a request that cannot succeed")
            return
        }
    }

    @Test(arguments: [(nil, 15), (40, 40)])
    func aFailedRefreshIsTriedAgainAfterAPause(retryAfter: Int?, pause: Int) {
        var cache = TokenCache(settings: .init())
        let begin = Duration.seconds(3300)
        let error = TokenError(.serverError, "", advice: "", retryAfter: retryAfter.map { .seconds($0) })
        _ = cache.decide(for: request(1), at: .zero)
        cache.succeed(token("t", request(1)), number: 1, sent: .zero)
        _ = cache.decide(for: request(1), at: begin)
        cache.fail(error, for: request(1), number: 2, at: begin)
        guard case .use = cache.decide(for: request(1), at: begin + .seconds(pause) - .milliseconds(1)) else {
            Issue.record("the refresh was tried again too early")
            return
        }
        guard case .refresh(_, 3) = cache.decide(for: request(1), at: begin + .seconds(pause)) else {
            Issue.record("the refresh was not tried again")
            return
        }
    }

    @Test func backOffDoublesUpToItsBoundAndHalfOfItIsRandom() {
        var settings = TokenProviderSettings()
        settings.maximumAttempts = 100
        settings.maximumBackoff = .seconds(1)
        var schedule = RetrySchedule(settings: settings, deadline: .seconds(30))
        let error = TokenError.unreachable("x")
        let pauses = [0, 0.5, 0, 0, 1].map { schedule.nextAttempt(after: error, at: .zero, random: $0) }
        #expect(pauses == [100, 300, 400, 500, 1000].map { .milliseconds($0) })
        #expect(schedule.nextAttempt(after: error, at: .milliseconds(29_500), random: 0) == nil)
    }
}
