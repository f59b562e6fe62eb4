import ArgumentParser
import JOSE

/// `mintmark revoke everything`.
struct RevokeEverything: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "everything", abstract: "End every token of the environment, those of administrators included.")

    @OptionGroup var time: IssuedBeforeOptions
    @OptionGroup var options: RevokeOptions

    func run() async throws {
        try await options.revoke(
            .init("everything", true), "every token of the environment", issuedBefore: time.issuedBefore)
    }
}
