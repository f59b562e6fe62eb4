import ArgumentParser
import ManagementClient
import OAuthCore

/// `mintmark token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Get an access token and print it, and nothing else.",
        discussion: #"curl -H "Authorization: Bearer $(mintmark token)" https://api.example.com/"#)

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "What the token is to allow, else all that the client may; may be repeated, or several apart by spaces "
                + "or commas.", valueName: "scope"))
    var scopes: [String] = []

    @Option(
        help: ArgumentHelp(
            "An API that the token is for, else all of the client's; may be repeated.", valueName: "audience"))
    var audience: [String] = []

    @Flag(help: "As the profile's client of the environment, instead of its client of an organization.")
    var environment = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let settings = try connection.sources.settings(for: environment ? .environment : .organization)
        let request = TokenRequest(settings.credentials, scopes: ScopeList.scopes(in: scopes), audience: audience)
        let response = try await settings.withTransport { transport in
            try await TokenEndpoint(of: settings.issuer, over: transport).token(request)
        }
        try output.show(response.document) { _ in response.accessToken.reveal() + "\n" }
    }
}
