import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark revoke organization`.
struct RevokeOrganization: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organization", abstract: "End all tokens of all clients of an organization.")

    @Argument(help: ArgumentHelp("The organization.", valueName: "organization-id"))
    var organization: PathSegment

    @OptionGroup var time: IssuedBeforeOptions
    @OptionGroup var options: RevokeOptions

    func run() async throws {
        try await options.revoke(
            .init("organization_id", .string(organization.text)),
            "every token of the organization \(organization.text)", issuedBefore: time.issuedBefore)
    }
}
