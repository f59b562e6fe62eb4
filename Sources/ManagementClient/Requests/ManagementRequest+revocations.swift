package import JOSE

extension ManagementRequest {
    /// Answers `{"revocations"}`.
    package static let revocations = ManagementRequest(.get, "revocations")

    /// Ends tokens. Answers `{"revocation"}`.
    /// - Parameters:
    ///   - subject: the member that says which tokens end.
    ///   - issuedBefore: a time of RFC 3339; `nil` for now.
    package static func revoke(
        _ subject: JSONValue.Member, issuedBefore: String?, reason: String?
    ) -> ManagementRequest {
        var members = [subject]
        if let issuedBefore { members.append(.init("issued_before", .string(issuedBefore))) }
        if let reason { members.append(.init("reason", .string(reason))) }
        return ManagementRequest(.post, "revocations", body: .object(members))
    }

    /// Takes a signing key out of use at once. Answers `{"revoked_key","keys","consequences"}`.
    package static func revokeKey(_ key: PathSegment, reason: String?) -> ManagementRequest {
        let body: JSONValue = reason.map { ["reason": .string($0)] } ?? [:]
        return ManagementRequest(.post, "keys/\(key.encoded)/revocation", body: body)
    }
}
