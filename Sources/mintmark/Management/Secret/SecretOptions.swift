import ArgumentParser
import ManagementClient

/// One secret of one client.
struct SecretOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @Argument(help: ArgumentHelp("The secret: its id, not the secret itself.", valueName: "secret-id"))
    var secret: PathSegment

    @OptionGroup var owner: ClientOwnerOptions

    /// The request that switches the secret on or off.
    func request(setting status: SecretStatus, _ connection: ConnectionOptions) throws -> ManagementRequest {
        .setStatus(status, ofSecret: secret, ofClient: client, of: try owner.owner(connection))
    }
}
