import ArgumentParser
import ManagementClient

/// `mintmark org delete`.
struct OrganizationDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an organization and end its clients at once.")

    @Argument(help: ArgumentHelp("The organization.", valueName: "organization-id"))
    var organization: PathSegment

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let id = organization.text
        try confirmation.require("delete the organization \(id) and all its clients")
        let document = try await connection.send(.deleteOrganization(organization))
        try output.show(document) { _ in "deleted the organization \(id)\n" }
    }
}
