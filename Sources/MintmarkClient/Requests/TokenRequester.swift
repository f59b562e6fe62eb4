import Logging

/// Gets one token from the server: attempts, pauses and the deadline.
struct TokenRequester: Sendable {
    let credentials: ClientCredentials
    let settings: TokenProviderSettings
    let endpoint: EndpointResolver
    let transport: any TokenTransport
    let clock: any TokenClock
    let random: @Sendable () -> Double
    let logger: Logger?
    let pause = EndpointPause()

    func obtain(_ request: AccessTokenRequest, deadline: Duration) async -> Result<IssuedToken, TokenError> {
        do {
            return .success(try await attempts(request, deadline))
        } catch let error as TokenError {
            logger?.debug("no access token", metadata: ["code": "\(error.code.rawValue)", "reason": "\(error.reason)"])
            return .failure(error)
        } catch {
            return .failure(timedOut())
        }
    }

    /// When a request takes longer than the deadline, whatever the transport does about it.
    func timedOut() -> TokenError {
        TokenError(
            .timedOut, "There was no access token within \(settings.timeout).",
            advice: "Look at the network and the authorization server; a longer timeout waits longer.")
    }

    private func attempts(_ request: AccessTokenRequest, _ deadline: Duration) async throws -> IssuedToken {
        var schedule = RetrySchedule(settings: settings, deadline: deadline)
        while true {
            while let end = try pause.end(at: clock.now, deadline: deadline) { try await clock.sleep(until: end) }
            do {
                return try await attempt(request, deadline)
            } catch let error as TokenError {
                let now = clock.now
                pause.note(error, at: now)
                guard let next = schedule.nextAttempt(after: error, at: now, random: random()) else { throw error }
                logger?.debug(
                    "trying again for an access token",
                    metadata: ["code": "\(error.code.rawValue)", "attempt": "\(schedule.failedAttempts + 1)"])
                try await clock.sleep(until: next)
            }
        }
    }

    private func attempt(_ request: AccessTokenRequest, _ deadline: Duration) async throws -> IssuedToken {
        do {
            let url = try await endpoint.url(deadline: deadline)
            let sent = clock.now
            let response = try await transport.send(
                request.message(to: url, credentials, settings), maximumSize: settings.maximumAnswerSize,
                timeout: min(settings.attemptTimeout, deadline - sent))
            guard response.body.count <= settings.maximumAnswerSize else { throw TokenError.answerTooLarge }
            let token = try AccessTokenResponse.token(
                response, for: request, secret: credentials.clientSecret, unstatedLifetime: settings.unstatedLifetime)
            logger?.debug(
                "got an access token",
                metadata: [
                    "client_id": "\(credentials.clientID)", "scope": "\(token.scopes.joined(separator: " "))",
                    "lifetime": "\(token.lifetime)",
                ])
            return IssuedToken(token: token, sent: sent)
        } catch let error as TokenError {
            throw error
        } catch {
            // The text of a foreign error might hold what was sent.
            throw TokenError.unreachable("\(type(of: error))")
        }
    }
}
