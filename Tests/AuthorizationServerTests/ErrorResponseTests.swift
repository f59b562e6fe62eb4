import HTTPTypes
import HummingbirdCore
import Logging
import Management
import OAuthCore
import Stores
import Testing

@testable import AuthorizationServer

@Suite struct ErrorResponseTests {
    private func status(_ error: any Error, _ dialect: ErrorResponse.Dialect = .management) -> Int {
        ErrorResponse(
            dialect: dialect, requestID: "req_1", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ).answer(for: error).response.status.code
    }

    private struct Unforeseen: Error {}

    @Test func everyFailureHasItsStatus() {
        #expect(status(InvalidFields("a", "b")) == 400)
        #expect(status(ManagementError.notFound("client", "x")) == 404)
        #expect(status(ManagementError.alreadyExists(field: "external_id", "taken")) == 409)
        #expect(status(ManagementError.failedPrecondition("early", earliest: nil)) == 400)
        #expect(status(ManagementError.unauthenticated("none")) == 401)
        #expect(status(ManagementError.permissionDenied("no")) == 403)
        #expect(status(ManagementError.rateLimited(3)) == 429)
        #expect(status(Unforeseen()) == 500)
        for dialect in [ErrorResponse.Dialect.oauth, .management] {
            #expect(status(StoreError(.unavailable, "gone"), dialect) == 503)
            #expect(status(WireError.methodNotAllowed("GET"), dialect) == 405)
            #expect(status(OAuthError.invalidClient, dialect) == 401)
        }
    }

    @Test(arguments: [
        ("/oauth/token", true), ("//oauth/token", true), ("/api/v1/x", false), ("/", false), ("/oauthx", false),
    ])
    func thePathDecidesTheDialect(path: String, isOAuth: Bool) {
        #expect((ErrorResponse.Dialect(path: path) == .oauth) == isOAuth)
    }

    @Test func whatTheStoreSaysStaysInside() {
        let error = WireError(OAuthError.invalidScope("a \"quoted\" \u{e9} text"))
        #expect(!"\(error.oauthError.json)".contains("\u{e9}"))
    }
}
