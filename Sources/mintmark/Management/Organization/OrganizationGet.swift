import ArgumentParser
import ManagementClient

/// `mintmark org get`.
struct OrganizationGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "get", abstract: "Show one organization.")

    @Argument(help: ArgumentHelp("The organization.", valueName: "organization-id"))
    var organization: PathSegment?

    @Option(
        name: .customLong("external-id"),
        help: ArgumentHelp("The organization by its id in your own systems.", valueName: "id"))
    var externalID: PathSegment?

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard (organization == nil) != (externalID == nil) else {
            throw ValidationError("give either an organization id or --external-id")
        }
    }

    func run() async throws {
        let byID = organization.map { ManagementRequest.organization($0) }
        guard let request = byID ?? externalID.map({ .organization(externalID: $0) }) else { return }
        try output.show(try await connection.send(request), OrganizationView.details)
    }
}
