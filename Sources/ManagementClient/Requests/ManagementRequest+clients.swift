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

    /// Answers `{}`.
    package static func deleteClient(_ id: PathSegment, of owner: ClientOwner) -> ManagementRequest {
        ManagementRequest(.delete, "\(owner.clientsPath)/\(id.encoded)")
    }
}
