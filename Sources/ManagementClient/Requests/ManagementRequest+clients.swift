import JOSE

extension ManagementRequest {
    /// Answers `{"client","plain_secret"}`.
    package static func createClient(_ fields: ClientFields, of owner: ClientOwner) -> ManagementRequest {
        ManagementRequest(.post, owner.clientsPath, body: fields.fields.creation)
    }

    /// Answers `{"client"}`.
    package static func client(_ id: PathSegment, of owner: ClientOwner) -> ManagementRequest {
        ManagementRequest(.get, "\(owner.clientsPath)/\(id.encoded)")
    }

    /// Changes the given fields alone. Answers `{"client"}`.
    package static func updateClient(
        _ id: PathSegment, _ fields: ClientFields, of owner: ClientOwner
    ) -> ManagementRequest {
        ManagementRequest(.patch, "\(owner.clientsPath)/\(id.encoded)", body: fields.fields.update)
    }

    /// Disables a client or enables it again. Answers `{"client"}`.
    /// - Parameter reason: for the audit log; `nil` for none.
    package static func setStatus(
        _ status: ClientStatus, reason: String? = nil, ofClient id: PathSegment, of owner: ClientOwner
    ) -> ManagementRequest {
        var fields = FieldList()
        fields.add("reason", reason)
        return ManagementRequest(
            .post, "\(owner.clientsPath)/\(id.encoded)\(status.verb)", body: fields.creation)
    }

    /// Answers `{}`.
    package static func deleteClient(_ id: PathSegment, of owner: ClientOwner) -> ManagementRequest {
        ManagementRequest(.delete, "\(owner.clientsPath)/\(id.encoded)")
    }
}
