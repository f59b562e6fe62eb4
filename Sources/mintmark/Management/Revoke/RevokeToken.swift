import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark revoke token`.
struct RevokeToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "End one token.",
        discussion: "Give - to read the token from standard input, where it stays out of the shell's history.")

    @Argument(help: ArgumentHelp("The token itself, its jti (tkn_…), or -.", valueName: "token"))
    var token: String

    @OptionGroup var options: RevokeOptions

    func run() async throws {
        let text = token == "-" ? (readLine() ?? "") : token
        let name = text.hasPrefix("tkn_") ? "token_id" : "token"
        try await options.revoke(.init(name, .string(text)), name == "token" ? "the token" : "the token \(text)")
    }
}
