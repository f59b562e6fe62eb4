/// Why there is no access token: what was wrong and what to do. Never holds a secret or a token. Equality is by code.
public struct TokenError: Error, Sendable, Equatable {
    /// What kind of error it is.
    public let code: Code
    /// What was wrong, in words for a developer or an operator.
    public let reason: String
    /// What to do about it.
    public let advice: String
    /// How long the server asks to wait before the next request (RFC 9110 §10.2.3), where it said so.
    public let retryAfter: Duration?
    /// The HTTP status of the answer, where there was one.
    public let httpStatus: Int?

    init(
        _ code: Code, _ reason: String, advice: String, retryAfter: Duration? = nil, httpStatus: Int? = nil
    ) {
        self.code = code
        self.reason = reason
        self.advice = advice
        self.retryAfter = retryAfter
        self.httpStatus = httpStatus
    }

    /// Whether the same request may succeed later without a change: `unreachable`, `timedOut`, `rateLimited` and
    /// `serverError`. The provider has then tried again on its own until its attempts or its time were used up.
    public var isTransient: Bool {
        [.unreachable, .timedOut, .rateLimited, .serverError].contains(code)
    }

    /// The same error with another wait.
    func waiting(_ duration: Duration) -> TokenError {
        TokenError(code, reason, advice: advice, retryAfter: duration, httpStatus: httpStatus)
    }

    /// Two errors are equal when their codes are.
    public static func == (left: TokenError, right: TokenError) -> Bool { left.code == right.code }
}

extension TokenError: CustomStringConvertible {
    /// The code, the reason, the advice and the wait.
    public var description: String {
        var text = "\(code.rawValue): \(reason) \(advice)"
        if let retryAfter { text += " The server asks to wait \(retryAfter)." }
        return text
    }
}
