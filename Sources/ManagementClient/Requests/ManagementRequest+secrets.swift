import JOSE
package import OAuthCore

extension ManagementRequest {
    /// Answers `{"secret","plain_secret"}`.
    /// - Parameter expireTime: from when on the secret is refused; `nil` for never.
    package static func createSecret(
        ofClient client: PathSegment, of owner: ClientOwner, expireTime: Timestamp? = nil
    ) -> ManagementRequest {
        ManagementRequest(
            .post, "\(owner.clientsPath)/\(client.encoded)/secrets",
            body: expireTime.map { ["expire_time": .string($0.description)] })
    }

    /// Makes a secret and lets the others end. Answers `{"secret","plain_secret","ending"}`.
    /// - Parameter overlap: for how many seconds the others go on.
    package static func rotateSecrets(
        ofClient client: PathSegment, of owner: ClientOwner, overlap: Int64
    ) -> ManagementRequest {
        ManagementRequest(
            .post, "\(owner.clientsPath)/\(client.encoded)/secrets:rotate", body: ["overlap": .integer(overlap)])
    }

    /// Switches a secret on or off. Answers `{"secret"}`.
    package static func setStatus(
        _ status: SecretStatus, ofSecret secret: PathSegment, ofClient client: PathSegment, of owner: ClientOwner
    ) -> ManagementRequest {
        ManagementRequest(
            .patch, path(secret, client, owner), body: ["status": .string(status.rawValue)])
    }

    /// Sets when a secret ends. Answers `{"secret"}`.
    /// - Parameter expireTime: from when on it is refused; `nil` for never.
    package static func setExpireTime(
        _ expireTime: Timestamp?, ofSecret secret: PathSegment, ofClient client: PathSegment, of owner: ClientOwner
    ) -> ManagementRequest {
        ManagementRequest(
            .patch, path(secret, client, owner),
            body: ["expire_time": expireTime.map { .string($0.description) } ?? .null])
    }

    /// Answers `{}`. The last secret of a client cannot be deleted.
    /// - Parameter isForced: whether one that was used a moment ago is deleted all the same.
    package static func deleteSecret(
        _ secret: PathSegment, ofClient client: PathSegment, of owner: ClientOwner, isForced: Bool = false
    ) -> ManagementRequest {
        ManagementRequest(
            .delete, path(secret, client, owner), query: isForced ? [FormParameter("force", "true")] : [])
    }

    private static func path(_ secret: PathSegment, _ client: PathSegment, _ owner: ClientOwner) -> String {
        "\(owner.clientsPath)/\(client.encoded)/secrets/\(secret.encoded)"
    }
}
