import ArgumentParser

/// `mintmark revoke`.
struct RevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End access tokens before they expire.",
        discussion: """
            Ended tokens are refused at once by this server, and within a second by API servers that follow its \
            revocations (GET /oauth/revocations). Clients stay registered and can get new tokens: to stop a client, \
            disable it (mintmark client disable).
            """,
        subcommands: [
            RevokeToken.self, RevokeClient.self, RevokeSecret.self, RevokeOrganization.self, RevokeKey.self,
            RevokeEverything.self, RevokeList.self,
        ])
}
