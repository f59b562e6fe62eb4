import ArgumentParser
import ManagementClient

/// Which client is switched on or off, and why.
struct ClientStatusOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @Option(help: ArgumentHelp("Why, for the audit log.", valueName: "text"))
    var reason: String?

    @OptionGroup var owner: ClientOwnerOptions

    /// The request that switches the client on or off.
    func request(setting status: ClientStatus, _ connection: ConnectionOptions) throws -> ManagementRequest {
        .setStatus(status, reason: reason, ofClient: client, of: try owner.owner(connection))
    }
}
