import Management
import ManagementClient
import OAuthCore

/// Makes the clients that a new installation begins with.
struct FirstCredentials {
    let assembly: ServerAssembly
    let actor: Actor

    /// An environment client that may do everything.
    func make() async throws -> Credentials {
        var fields = OAuthCore.ClientUpdate()
        fields.name = .set("environment administrator")
        fields.scopes = .set(ManagementScope.allCases.map(\.rawValue))
        let (client, secret) = try await assembly.clientService.create(fields, of: nil, actor: actor)
        return Credentials(
            issuer: assembly.installation.configuration.environment.issuer, environmentClientID: client.id,
            environmentClientSecret: secret.plain)
    }

    /// An organization with an API client, to try things with.
    func makeDemo() async throws -> Credentials.Demo {
        var organization = OAuthCore.OrganizationUpdate()
        organization.displayName = .set("Demo Organization")
        let owner = try await assembly.organizationService.create(organization, actor: actor)
        var fields = OAuthCore.ClientUpdate()
        fields.name = .set("Demo Client")
        fields.scopes = .set(["openid", "read:data", "write:data"])
        fields.audience = .set(["https://api.example.com"])
        let (client, secret) = try await assembly.clientService.create(fields, of: owner.id, actor: actor)
        return .init(organizationID: owner.id, clientID: client.id, clientSecret: secret.plain)
    }
}
