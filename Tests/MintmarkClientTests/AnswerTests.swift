import Testing

@testable import MintmarkClient

/// What is made of the answers of token endpoints.
@Suite struct AnswerTests {
    private func read(_ response: TokenHTTPResponse, scopes: [String] = []) throws -> AccessToken {
        try AccessTokenResponse.token(
            response, for: AccessTokenRequest(scopes: scopes), secret: SecretString(Fixture.secret),
            unstatedLifetime: .seconds(60))
    }

    @Test(arguments: [
        ("3600", 3600), ("\"3600\"", 3600), ("3600.9", 3600), ("0", 0), ("null", 60),
        ("9223372036854775807", 315_360_000),
        ("1e300", 315_360_000),
    ])
    func lifetimesOfAllServersAreUnderstood(stated: String, seconds: Int) throws {
        let token = try read(.json(#"{"access_token":"t","token_type":"bearer","expires_in":\#(stated)}"#))
        #expect(token.lifetime == .seconds(seconds))
    }

    @Test(arguments: [
        "", "[]", "null", "<html>", #"{"access_token":"t"}"#, #"{"access_token":"","token_type":"Bearer"}"#,
        #"{"access_token":"a b","token_type":"Bearer"}"#, #"{"access_token":"a\r\nX: y","token_type":"Bearer"}"#,
        #"{"access_token":"t","token_type":"DPoP"}"#, #"{"access_token":"t","access_token":"u","token_type":"Bearer"}"#,
        #"{"access_token":"t","token_type":"Bearer","expires_in":-1}"#,
        #"{"access_token":"t","token_type":"Bearer","expires_in":"soon"}"#,
        #"{"access_token":"t","token_type":"Bearer","expires_in":[]}"#,
    ])
    func aMalformedAnswerIsRefused(body: String) {
        #expect(throws: TokenError(.malformedAnswer, "", advice: "")) { try read(.json(body)) }
    }

    @Test func theScopesGrantedAreThoseTheServerNames() throws {
        #expect(try read(.token("t"), scopes: ["b", "a"]).scopes == ["a", "b"])
        let narrowed = TokenHTTPResponse.json(#"{"access_token":"t","token_type":"Bearer","scope":"a"}"#)
        #expect(try read(narrowed, scopes: ["b", "a"]).scopes == ["a"])
    }

    @Test(arguments: [
        (302, "", TokenError.Code.malformedAnswer), (404, "not found", .malformedAnswer), (401, "", .invalidClient),
        (400, #"{"error":"invalid_client"}"#, .invalidClient), (500, "", .serverError), (429, "", .rateLimited),
        (403, #"{"error":"access_denied"}"#, .refused),
    ])
    func statusAndErrorAreSorted(status: Int, body: String, code: TokenError.Code) {
        #expect(throws: TokenError(code, "", advice: "")) { try read(.json(body, status: status)) }
    }

    @Test(arguments: ["Ask for less.", "Ask for less"])
    func whatAServerSaysIsPassedOn(description: String) async throws {
        let body = #"{"error":"invalid_scope","error_description":"\#(description)"}"#
        let error = await failure { try read(.json(body, status: 400)) }
        #expect(error?.reason == "The server answered HTTP 400 invalid_scope: Ask for less.")
    }

    @Test func whatAServerSaysIsCleanedBeforeItIsShown() async throws {
        let said = "\u{1B}[31m" + Fixture.secret + String(repeating: "x", count: 5000)
        let body = #"{"error":"invalid_request","error_description":"\#(said.dropFirst())"}"#
        let error = await failure { try read(.json(body, status: 400)) }
        let text = try #require(error).description
        #expect(!text.contains(Fixture.secret))
        #expect(text.contains("[redacted]"))
        #expect(text.utf8.count < 600)
    }

    @Test(arguments: [
        ("7", nil, 7), ("0", nil, 0), ("99999999999999999999", nil, 86_400), ("-1", nil, nil), ("soon", nil, nil),
        ("", nil, nil), ("Sun, 06 Nov 1994 08:50:07 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", 30),
        ("Tue, 01 Mar 2039 00:00:00 GMT", "Mon, 28 Feb 2039 23:59:59 GMT", 1),
        ("Tue, 29 Feb 2028 00:00:00 GMT", "Wed, 01 Mar 2028 00:00:00 GMT", 0),
        ("Sun, 06 Nov 1994 08:50:07 GMT", nil, nil), ("Sun, 06 Nov 1994 08:50:07", "x", nil),
    ])
    func retryAfterIsSecondsOrADate(value: String, date: String?, seconds: Int?) {
        #expect(RetryAfter.duration(value, date: date) == seconds.map { .seconds($0) })
    }

    @Test func datesOfHTTPAreUnderstood() {
        #expect(HTTPDate.seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
        #expect(HTTPDate.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        #expect(HTTPDate.seconds("Thu, 29 Feb 2024 12:00:00 GMT") == 1_709_208_000)
        #expect(HTTPDate.seconds("Sunday, 06-Nov-94 08:49:37 GMT") == nil)
    }
}
