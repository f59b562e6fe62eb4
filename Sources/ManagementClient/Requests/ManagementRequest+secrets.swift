import JOSE

extension ManagementRequest {
    /// Answers `{"secret","plain_secret"}`.
    package static func createSecret(ofClient client: PathSegment, of owner: ClientOwner) -> ManagementRequest {
        ManagementRequest(.post, "\(owner.clientsPath)/\(client.encoded)/secrets")
    }

    /// Switches a secret on or off. Answers `{"secret"}`.
    package static func setStatus(
        _ status: SecretStatus, ofSecret secret: PathSegment, ofClient client: PathSegment, of owner: ClientOwner
    ) -> ManagementRequest {
        ManagementRequest(
            .patch, path(secret, client, owner), body: ["status": .string(status.rawValue)])
    }

    /// Answers `{}`. The last secret of a client cannot be deleted.
    package static func deleteSecret(
        _ secret: PathSegment, ofClient client: PathSegment, of owner: ClientOwner
    ) -> ManagementRequest {
        ManagementRequest(.delete, path(secret, client, owner))
    }

    private static func path(_ secret: PathSegment, _ client: PathSegment, _ owner: ClientOwner) -> String {
        "\(owner.clientsPath)/\(client.encoded)/secrets/\(secret.encoded)"
    }
}
