/// The tokens that are kept and the requests that are under way, which change together.
struct TokenProviderState: Sendable {
    var cache: TokenCache
    private var flights: [Int: TokenFlight] = [:]

    init(settings: TokenProviderSettings) {
        cache = TokenCache(settings: settings)
    }

    /// What to do for a caller, with the request that it begins or waits for.
    mutating func decide(for request: AccessTokenRequest, at now: Duration) -> (TokenDecision, TokenFlight?) {
        let decision = cache.decide(for: request, at: now)
        switch decision {
        case .use, .refuse: return (decision, nil)
        case .wait(let number): return (decision, flights[number])
        case .refresh(_, let number), .fetch(let number):
            let flight = TokenFlight(number: number, request: request)
            flights[number] = flight
            return (decision, flight)
        }
    }

    /// Notes how a request ended. Only the first outcome counts.
    mutating func finish(_ flight: TokenFlight, _ result: Result<IssuedToken, TokenError>, at now: Duration) {
        guard flights.removeValue(forKey: flight.number) != nil else { return }
        switch result {
        case .success(let issued): cache.succeed(issued.token, number: flight.number, sent: issued.sent)
        case .failure(let error): cache.fail(error, for: flight.request, number: flight.number, at: now)
        }
    }
}
