import OAuthCore

extension EndpointResponse {
    /// Tells what is left of the quotas, as structured fields (draft-ietf-httpapi-ratelimit-headers §3, §4).
    func telling(_ uses: [QuotaUse]) -> EndpointResponse {
        guard !uses.isEmpty else { return self }
        var response = self
        let policies = uses.map { "\"\($0.subject.kind)\";q=\($0.quota.tokens);w=\($0.quota.period)" }
        let states = uses.map { "\"\($0.subject.kind)\";r=\($0.remaining);t=\($0.reset)" }
        response.headers.append((name: "ratelimit-policy", value: policies.joined(separator: ", ")))
        response.headers.append((name: "ratelimit", value: states.joined(separator: ", ")))
        return response
    }
}

extension OAuthError {
    /// The refusal of a token beyond a quota; `nil` when none refuses it.
    init?(beyond uses: [QuotaUse]) {
        let refusals = uses.filter(\.isRefusal)
        guard let longest = refusals.max(by: { $0.reset < $1.reset }) else { return nil }
        let whose = longest.subject.kind
        self.init(
            .temporarilyUnavailable, status: 429,
            "The \(whose) has had the \(longest.quota.tokens) tokens that it may get in \(longest.quota.period) seconds. "
                + "Use a token until it expires instead of asking for each call; try again in \(longest.reset) seconds.",
            retryAfter: Int(longest.reset))
    }
}
