extension ManagementRequest {
    /// Answers `{"organization"}`.
    package static func createOrganization(_ fields: OrganizationFields) -> ManagementRequest {
        ManagementRequest(.post, "organizations", body: fields.fields.creation)
    }

    /// Answers `{"organization"}`.
    package static func organization(_ id: PathSegment) -> ManagementRequest {
        ManagementRequest(.get, "organizations/\(id.encoded)")
    }

    /// Answers `{"organization"}`.
    package static func organization(externalID: PathSegment) -> ManagementRequest {
        ManagementRequest(.get, "organizations:external/\(externalID.encoded)")
    }

    /// Changes the given fields alone. Answers `{"organization"}`.
    package static func updateOrganization(_ id: PathSegment, _ fields: OrganizationFields) -> ManagementRequest {
        ManagementRequest(.patch, "organizations/\(id.encoded)", body: fields.fields.update)
    }

    /// Ends its clients too. Answers `{}`.
    package static func deleteOrganization(_ id: PathSegment) -> ManagementRequest {
        ManagementRequest(.delete, "organizations/\(id.encoded)")
    }
}
