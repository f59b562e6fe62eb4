import MintmarkHummingbird
import MintmarkTesting
import Testing

@testable import MintmarkValidator

/// Against a server on the loopback interface.
@Suite struct RevocationFeedTests {
    private let clock = ManualClock()

    private struct Setting {
        let server: TestRevocationServer
        let issuer: TestIssuer
        let validator: TokenValidator
    }

    private func setting(
        _ following: RevocationFollowing = .stream, _ behaviour: RevocationServerBehaviour = .serving,
        rules: [TestRevocationRule] = [], transport: any RevocationTransport = .httpClient
    ) async throws -> Setting {
        let server = try await TestRevocationServer.start(heartbeat: .milliseconds(20))
        let issuer = try TestIssuer(issuer: server.url, clock: clock)
        server.serve(issuer)
        if !rules.isEmpty { server.add(contentsOf: rules) }
        server.behave(behaviour)
        let keys = try StaticKeySource(keySet: issuer.keySet)
        let timing = RevocationFeed.Timing(silence: .seconds(2), timeout: .seconds(30), delayFactor: 0.1)
        let feed = RevocationFeed(
            issuer: server.url, following: following, keys: keys, transport: transport,
            clock: clock, timing: timing)
        let validator = TokenValidator(
            issuers: [server.url], audiences: ["https://api.example.com"], options: .init(timeout: .seconds(30)),
            anyKeys: keys, anyClock: clock, feed: feed)
        return Setting(server: server, issuer: issuer, validator: validator)
    }

    /// Waits for what other tasks bring about; the bound only keeps a failing test from hanging.
    private func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if try await condition() { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    @Test(arguments: [
        ("client", TokenValidationError.Code?.some(.revoked)), ("secret", .some(.revoked)),
        ("organization", .some(.revoked)), ("key", .some(.revoked)), ("all", .some(.revoked)),
        ("token", .some(.revoked)), ("other", nil),
    ])
    func R13_aRuleOfEachSubjectEndsATokenThatWasGood(
        subject: String, expected: TokenValidationError.Code?
    ) async throws {
        let all = try await setting(.stream(whenStale: .refuse))
        try await all.validator.prefetch()
        let token = try all.issuer.token(.init(secretID: "sks_1"))
        let claims = try await all.validator.claims(of: token)
        let (before, expiry) = (clock.seconds + 1, clock.seconds + 3600)
        let rule: TestRevocationRule =
            switch subject {
            case "client": .client(claims.clientID, issuedBefore: before, expiry: expiry)
            case "secret": .secret("sks_1", issuedBefore: before, expiry: expiry)
            case "organization": .organization("org_1", issuedBefore: before, expiry: expiry)
            case "key": .key("snk_1", issuedBefore: before, expiry: expiry)
            case "all": .all(issuedBefore: before, expiry: expiry)
            case "token": .token(claims.tokenID, expiry: expiry)
            default: .client("m2morg_2", issuedBefore: before, expiry: expiry)
            }
        all.server.add(rule)
        #expect(await eventually { all.validator.revocationStatus?.revision == 2 })
        #expect(await code(token, all.validator) == expected)
        #expect(all.validator.revocationStatus?.refusedAsRevoked == (expected == nil ? 0 : 1))
        // Tokens of after the rule are good.
        clock.advance(seconds: 1)
        #expect(try await code(all.issuer.token(), all.validator) == nil)
        await all.server.stop()
    }

    @Test(arguments: [
        RevocationServerBehaviour.forged, .wrongType, .wrongIssuer, .nonsense, .failing(status: 500), .silent,
    ])
    func R13_whatTheIssuerDidNotSayIsNotTaken(behaviour: RevocationServerBehaviour) async throws {
        for following in [
            RevocationFollowing.stream(whenStale: .refuse), .poll(every: .seconds(1), whenStale: .refuse),
        ] {
            let all = try await setting(
                following, behaviour, rules: [.all(issuedBefore: clock.seconds + 1, expiry: clock.seconds + 99)])
            if behaviour != .silent {
                #expect(await eventually { all.validator.revocationStatus?.failure != nil }, "\(following.mode)")
            }
            #expect(all.validator.revocationStatus?.revision == nil)
            #expect(all.validator.revocationStatus?.isStale == true)
            #expect(!all.validator.isReady)
            let error = await #expect(throws: TokenValidationError.self) {
                try await all.validator.validate(try all.issuer.token())
            }
            #expect(error?.code == .revocationUnknown)
            #expect(error?.httpStatus == 503)
            #expect(error?.wwwAuthenticate() == nil)
            all.server.behave(.serving)
            #expect(await eventually { all.validator.isReady }, "\(following.mode) \(behaviour)")
            #expect(try await code(all.issuer.token(), all.validator) == .revoked)
            await all.server.stop()
        }
    }

    @Test func R13_anOlderStateIsRefusedAndTheRulesStay() async throws {
        let all = try await setting(
            .stream(whenStale: .refuse), rules: [.client("m2morg_1", issuedBefore: clock.seconds + 1, expiry: .max)])
        try await all.validator.prefetch()
        all.server.behave(.outdated)
        await all.server.stop()
        try await all.server.restart()
        #expect(await eventually { all.validator.revocationStatus?.failure?.contains("older") == true })
        #expect(try await code(all.issuer.token(), all.validator) == .revoked)
        await all.server.stop()
    }

    @Test func R13_whatTheStreamLeavesOutIsFetched() async throws {
        let all = try await setting()
        try await all.validator.prefetch()
        #expect(await eventually { all.server.streamCount == 1 })
        let token = try all.issuer.token()
        all.server.behave(.skipping)
        all.server.add(.client("m2morg_1", issuedBefore: clock.seconds + 1, expiry: clock.seconds + 99))
        #expect(await eventually { await code(token, all.validator) == .revoked })
        await all.server.stop()
    }

    @Test func R13_aServerThatComesBackIsFollowedAgain() async throws {
        let all = try await setting(.stream(staleAfter: 60, whenStale: .refuse))
        try await all.validator.prefetch()
        let token = try all.issuer.token()
        await all.server.stop()
        #expect(await eventually { all.validator.revocationStatus?.isConnected == false })
        // Up to the bound what is known decides.
        clock.advance(seconds: 60)
        #expect(await code(token, all.validator) == nil)
        clock.advance(seconds: 1)
        #expect(await code(token, all.validator) == .revocationUnknown)
        all.server.add(.client("m2morg_1", issuedBefore: clock.seconds, expiry: clock.seconds + 3600))
        try await all.server.restart()
        #expect(await eventually { await code(token, all.validator) == .revoked })
        #expect(await eventually { all.validator.revocationStatus?.isConnected == true })
        #expect(all.validator.revocationStatus?.refusedWhileStale ?? 0 >= 1)
        await all.server.stop()
    }

    @Test func R13_aSilentStreamIsGivenUp() async throws {
        let all = try await setting()
        try await all.validator.prefetch()
        #expect(await eventually { all.server.streamCount == 1 })
        let count = all.server.requestCount
        all.server.behave(.silent)
        #expect(await eventually { all.server.requestCount > count })
        all.server.behave(.serving)
        #expect(await eventually { all.validator.revocationStatus?.isConnected == true })
        await all.server.stop()
    }

    /// Where URLSession cannot stream, asking every second must do.
    @Test(arguments: [RevocationFollowing.stream, .poll(every: .seconds(1))])
    func R13_URLSessionWillDo(following: RevocationFollowing) async throws {
        let all = try await setting(following, transport: URLSessionRevocationTransport())
        try await all.validator.prefetch()
        let token = try all.issuer.token()
        #expect(await code(token, all.validator) == nil)
        let count = all.server.requestCount
        #expect(await eventually { all.server.requestCount > count + 1 || all.server.streamCount == 1 })
        all.server.add(.client("m2morg_1", issuedBefore: clock.seconds + 1, expiry: clock.seconds + 99))
        #expect(await eventually { await code(token, all.validator) == .revoked })
        #expect(all.validator.revocationStatus?.isConnected == true)
        await all.server.stop()
    }

    @Test func R13_askingAgainAndAgainFindsNewRules() async throws {
        let all = try await setting(.poll(every: .seconds(1), whenStale: .refuse))
        try await all.validator.prefetch()
        #expect(all.validator.isReady)
        let token = try all.issuer.token()
        #expect(await code(token, all.validator) == nil)
        // Unchanged documents keep the state fresh.
        clock.advance(seconds: 61)
        #expect(await eventually { all.validator.revocationStatus?.isStale == false })
        all.server.add(
            .client("m2morg_1", issuedBefore: clock.seconds, expiry: clock.seconds + 99), .unknown(expiry: .max))
        #expect(await eventually { await code(token, all.validator) == .revoked })
        #expect(all.validator.revocationStatus?.ignoredRuleCount == 1)
        await all.server.stop()
    }

    @Test func R13_withoutTheFeedTokensPassWhereThatWasChosen() async throws {
        let all = try await setting(.stream(whenStale: .accept), .failing(status: 404))
        try await all.validator.prefetch()
        #expect(all.validator.isReady)
        #expect(try await code(all.issuer.token(), all.validator) == nil)
        let status = try #require(all.validator.revocationStatus)
        #expect(status.isStale)
        #expect(status.acceptedWhileStale == 1)
        #expect(!status.isConnected)
        await all.server.stop()
        let issuer = try TestIssuer(clock: clock)
        #expect(try issuer.validator().revocationStatus == nil)
    }

    @Test func R13_followingEndsWithTheLastValidator() async throws {
        var all: Setting? = try await setting()
        let server = try #require(all?.server)
        try await all?.validator.prefetch()
        #expect(await eventually { server.streamCount == 1 })
        all = nil
        #expect(await eventually { server.streamCount == 0 })
        await server.stop()
    }

    @Test func R13_prefetchDoesNotWaitBeyondItsTime() async throws {
        let all = try await setting(.stream(whenStale: .refuse), .silent)
        await #expect(throws: TokenValidationError.self) { try await all.validator.prefetch() }
        await all.server.stop()
    }
}
