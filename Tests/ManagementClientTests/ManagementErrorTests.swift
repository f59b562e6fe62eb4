import OAuthCore
import Testing

@testable import ManagementClient

@Suite struct ManagementErrorTests {
    private func error(_ status: Int, _ text: String, headers: [(String, String)] = []) throws -> ManagementError {
        try #require(ManagementError(.json(status, text, headers: headers), Redaction()))
    }

    private func failure(_ status: Int, _ text: String, headers: [(String, String)] = []) throws -> CommandFailure {
        try error(status, text, headers: headers).failure(of: Fixture.settings())
    }

    @Test(arguments: [
        (404, 5, ManagementClient.ExitStatus.notFound), (401, 16, .notAllowed), (403, 7, .notAllowed),
        (400, 3, .refused),
        (400, 9, .refused), (409, 6, .refused), (409, 10, .refused), (429, 8, .unavailable), (503, 14, .unavailable),
        (504, 4, .unavailable), (500, 13, .failure), (501, 12, .failure), (413, 99, .refused), (404, 99, .notFound),
    ])
    func exitStatuses(http: Int, code: Int, exit: ManagementClient.ExitStatus) throws {
        #expect(try failure(http, #"{"code":\#(code),"message":"m","details":[]}"#).status == exit)
    }

    @Test func theNumbersOfTheExitStatusesAreFixed() {
        #expect(ManagementClient.ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6])
        let names: [ManagementClient.ExitStatus] = [
            .success, .failure, .usage, .notFound, .notAllowed, .refused, .unavailable,
        ]
        #expect(ManagementClient.ExitStatus.allCases == names)
    }

    @Test func eachFieldAtFaultIsShown() throws {
        let failure = try failure(
            400,
            """
            {"code":3,"message":"the client cannot be accepted","details":[{"error_code":"INVALID_ARGUMENT",
            "validation_error_info":{"field_violations":[{"field":"name","description":"is too long","constraint":"x"},
            {"field":"expiry","description":"must be positive"}]}}]}
            """)
        #expect(failure.message == "the client cannot be accepted")
        #expect(failure.details == ["name: is too long", "expiry: must be positive"])
    }

    @Test func aMessageThatOnlyRepeatsTheFieldsIsNotShownTwice() throws {
        func violation(_ list: String, _ message: String) throws -> CommandFailure {
            try failure(400, #"{"code":3,"message":"\#(message)","details":[{"field_violations":[\#(list)]}]}"#)
        }
        let name = #"{"field":"name","description":"is too long"}"#
        let one = try violation(name, "name is too long")
        #expect(one.message == "name: is too long")
        #expect(one.details.isEmpty)
        let two = try violation(name + #",{"field":"slug","description":"is bad"}"#, "name is too long; slug is bad")
        #expect(two.message == "the server does not accept 2 of the values")
        #expect(two.details == ["name: is too long", "slug: is bad"])
    }

    @Test func anEarlyRotationSaysWhenAndHowToWait() throws {
        let text = """
            {"code":9,"message":"too early","details":[{"@type":"t","earliest_switch_time":"2026-11-24T13:29:39.483Z"}]}
            """
        #expect(try error(400, text).earliestSwitchTime == Timestamp(rfc3339: "2026-11-24T13:29:39.483Z"))
        let failure = try failure(400, text)
        #expect(failure.status == .refused)
        #expect(failure.advice == "the announced key can sign from 2026-11-24 13:29:39Z on; --wait waits until then")
        let nested = #"{"code":9,"message":"m","details":[{"info":{"earliest_switch_time":"2026-11-24T13:29:39Z"}}]}"#
        #expect(try error(400, nested).earliestSwitchTime != nil)
    }

    @Test func aServerErrorNamesTheRequest() throws {
        let failure = try failure(
            500, #"{"code":13,"message":"internal","details":[{"request_info":{"request_id":"r-1"}}]}"#)
        #expect(failure.advice?.contains("r-1") == true)
        #expect(failure.status == .failure)
    }

    @Test func retryAfterIsPassedOn() throws {
        let failure = try failure(429, #"{"code":8,"message":"slow down"}"#, headers: [("Retry-After", "7")])
        #expect(failure.advice == "try again after 7 s")
    }

    @Test(arguments: ["", "<html>", "[]", #"{"error":"invalid_token"}"#])
    func otherDocuments(text: String) {
        #expect(ManagementError(.json(400, text), Redaction()) == nil)
    }
}
