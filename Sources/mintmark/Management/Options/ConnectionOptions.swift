import ArgumentParser
import Foundation
import JOSE
import ManagementClient
import OAuthCore

/// How to reach the server, and as whom.
struct ConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The issuer URL of the server. Environment: MINTMARK_ISSUER.", valueName: "url"))
    var issuer: String?

    @Option(
        name: .customLong("client-id"),
        help: ArgumentHelp("The client to act as. Environment: MINTMARK_CLIENT_ID.", valueName: "id"))
    var clientID: String?

    @Option(
        name: .customLong("client-secret"),
        help: ArgumentHelp(
            "Its secret. Prefer the environment, MINTMARK_CLIENT_SECRET: flags show in process lists.",
            valueName: "secret"),
        transform: { Secret($0) })
    var clientSecret: Secret<String>?

    @Option(
        help: ArgumentHelp(
            "A profile file for what is not given otherwise. Environment: MINTMARK_PROFILE; else "
                + "./\(ProfileSearch.placeInWorkingDirectory), else ~/\(ProfileSearch.placeInHomeDirectory).",
            valueName: "file"))
    var profile: String?

    @Option(
        name: .customLong("ca"),
        help: ArgumentHelp("Trust the certificates in this PEM file instead of the system's.", valueName: "file"))
    var certificateAuthority: String?

    @Option(help: ArgumentHelp("How long one request may take.", valueName: "seconds"))
    var timeout: Int = 30

    func validate() throws {
        guard (1...3600).contains(timeout) else { throw ValidationError("--timeout takes 1 to 3600 seconds") }
    }

    /// Where the settings may come from.
    var sources: ConnectionSources {
        let environment = ProcessInfo.processInfo.environment
        return ConnectionSources(
            flags: ConnectionValues(issuer: issuer, clientID: clientID, clientSecret: clientSecret),
            environment: environment, search: ProfileSearch(path: profile, environment: environment),
            certificateAuthorityFile: certificateAuthority, timeout: timeout)
    }

    /// Runs `steps` with a session of the management API, as the client of the environment.
    func withSession<Answer: Sendable>(
        _ steps: (ManagementSession) async throws -> Answer
    ) async throws -> Answer {
        try await sources.settings(for: .environment).withSession(steps)
    }

    /// Makes one call of the management API.
    func send(_ request: ManagementRequest) async throws -> JSONValue {
        try await withSession { try await $0.send(request) }
    }
}
