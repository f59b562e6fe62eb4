import ArgumentParser
import ManagementClient

/// Whose clients are meant.
struct ClientOwnerOptions: ParsableArguments {
    @Option(
        name: .customLong("org"),
        help: ArgumentHelp(
            "The organization. May be left out when the profile names one.", valueName: "organization-id"))
    var organization: PathSegment?

    @Flag(help: "The clients of the environment itself, instead of an organization's.")
    var environment = false

    func validate() throws {
        if environment && organization != nil { throw ValidationError("give --org or --environment, not both") }
    }

    /// The owner: as given, else the organization of the profile.
    func owner(_ connection: ConnectionOptions) throws -> ClientOwner {
        if environment { return .environment }
        if let organization { return .organization(organization) }
        if let id = try connection.sources.defaultOrganization().flatMap({ PathSegment($0) }) {
            return .organization(id)
        }
        throw CommandFailure.usage(
            "the organization is missing",
            advice:
                "give --org ORGANIZATION-ID (`mintmark org list` shows them), or --environment for the environment's own clients"
        )
    }
}
