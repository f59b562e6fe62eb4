extension TokenError {
    static func unreachable(_ cause: String) -> TokenError {
        TokenError(
            .unreachable, "There is no answer from the authorization server: \(cause).",
            advice: "Check its URL, and that it runs and can be reached from here.")
    }

    static func untrusted(_ cause: String) -> TokenError {
        TokenError(
            .untrustedServer, "There is no secure connection to the authorization server: \(cause).",
            advice: "Check its URL; for a private CA give its certificate to AsyncHTTPTokenTransport.")
    }

    static var noAnswerInTime: TokenError {
        TokenError(
            .timedOut, "The authorization server did not answer in time.",
            advice: "Check its URL, and that it runs and can be reached from here.")
    }

    static var answerTooLarge: TokenError {
        TokenError(
            .malformedAnswer, "The answer is too large for one of a token endpoint.",
            advice: "Check that the address is that of a token endpoint.")
    }
}
