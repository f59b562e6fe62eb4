import ArgumentParser
import Foundation
import ManagementClient
import OAuthCore
import Stores

/// The program.
@main
struct Mintmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mintmark",
        abstract: "Machine-to-machine authentication for APIs: an OAuth 2.0 authorization server and its tools.",
        version: ProgramVersion.current,
        groupedSubcommands: [
            CommandGroup(
                name: "Server",
                subcommands: [
                    DevCommand.self, InitCommand.self, ServeCommand.self, CheckConfigCommand.self,
                    MasterKeyCommand.self, StoreCommand.self, DoctorCommand.self,
                ]),
            CommandGroup(
                name: "Management",
                subcommands: [
                    OrganizationCommand.self, ClientCommand.self, SecretCommand.self, KeyCommand.self,
                    RevokeCommand.self,
                    AuditCommand.self,
                    WebhookCommand.self,
                ]),
            CommandGroup(name: "Client", subcommands: [TokenCommand.self, VerifyCommand.self]),
        ])

    static func main() async {
        // A reader of the output or the log that goes away must not end the server.
        signal(SIGPIPE, SIG_IGN)
        AllowedProcessors.matchEventLoops()
        do {
            var command = try parseAsRoot()
            if var asyncCommand = command as? any AsyncParsableCommand {
                try await asyncCommand.run()
            } else {
                try command.run()
            }
        } catch {
            Foundation.exit(status(for: error).rawValue)
        }
    }

    /// Reports a failure and says what the process exits with.
    private static func status(for error: any Error) -> ExitStatus {
        switch error {
        case is CommandFailure: return CommandFailure.report(error)
        case let error as StoreError: return CommandFailure.report(CommandFailure(error.reason))
        case let error as InvalidFields:
            let details = error.violations.map { "\($0.field) \($0.description)" }
            return CommandFailure.report(
                CommandFailure("the values are not accepted", details: details, status: .refused))
        default: break
        }
        let message = fullMessage(for: error)
        guard exitCode(for: error) != .success else {
            StandardStream.output.writeIgnoringFaults(message + "\n")
            return .success
        }
        if let code = error as? ExitCode { return ExitStatus(rawValue: code.rawValue) ?? .failure }
        guard exitCode(for: error) == .validationFailure else { return CommandFailure.report(error) }
        StandardStream.error.writeIgnoringFaults(message + "\n")
        return .usage
    }
}
