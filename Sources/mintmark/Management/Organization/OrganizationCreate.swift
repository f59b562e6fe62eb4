import ArgumentParser
import ManagementClient

/// `mintmark org create`.
struct OrganizationCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Register an organization.")

    @Option(help: ArgumentHelp("What people call it.", valueName: "text"))
    var name: String

    @OptionGroup var given: OrganizationFieldOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(.createOrganization(given.fields(name: name)))
        try output.show(document, OrganizationView.details)
    }
}
