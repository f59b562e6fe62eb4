import ArgumentParser
import ManagementClient

/// `mintmark org update`.
struct OrganizationUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change an organization.",
        discussion: """
            Only the fields that are given are changed. An empty text clears a field, as --slug "" does; --clear-metadata \
            takes all pairs away, and --metadata replaces them all.
            """)

    @Argument(help: ArgumentHelp("The organization.", valueName: "organization-id"))
    var organization: PathSegment

    @Option(help: ArgumentHelp("What people call it.", valueName: "text"))
    var name: String?

    @OptionGroup var given: OrganizationFieldOptions

    @Flag(name: .customLong("clear-metadata"), help: "Take all pairs away.")
    var clearMetadata = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        if clearMetadata && !given.metadata.isEmpty {
            throw ValidationError("give --metadata or --clear-metadata, not both")
        }
        if fields.isEmpty { throw ValidationError("nothing to change: give at least one field, such as --name") }
    }

    func run() async throws {
        try output.show(
            try await connection.send(.updateOrganization(organization, fields)), OrganizationView.details)
    }

    private var fields: OrganizationFields {
        var fields = given.fields(name: name)
        if clearMetadata { fields.metadata = [] }
        return fields
    }
}
