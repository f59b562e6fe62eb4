import JOSE
import OAuthCore
import Testing

@testable import ManagementClient

/// Swift Testing has a type of that name too.
typealias ExitStatus = ManagementClient.ExitStatus

/// What the tests of this target share.
enum Fixture {
    static let secret = "acme_live_secretsecretsecret"

    static func settings(issuer: String = "https://auth.example.com") throws -> ConnectionSettings {
        ConnectionSettings(
            issuer: try #require(IssuerURL(issuer)), issuerOrigin: "MINTMARK_ISSUER",
            credentials: ClientCredentials(clientID: "skc_1", clientSecret: Secret(secret)),
            credentialsOrigin: "profile.json")
    }

    static func segment(_ text: String) throws -> PathSegment {
        try #require(PathSegment(text))
    }

    static func json(_ text: String) throws -> JSONValue {
        try JSONParser.parse(Array(text.utf8))
    }

    /// What `operation` fails with, in the words that a person sees.
    static func failure(_ operation: () async throws -> Void) async throws -> CommandFailure {
        do {
            try await operation()
        } catch {
            return try settings().explained(error)
        }
        throw CommandFailure("nothing failed")
    }
}
