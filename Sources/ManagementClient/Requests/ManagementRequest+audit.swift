extension ManagementRequest {
    /// Has the server read through the whole audit log. Answers `{"intact",…}`.
    /// - Parameter mark: what an earlier answer gave as `mark`, which the log must contain.
    package static func auditVerification(known mark: String?) -> ManagementRequest {
        ManagementRequest(
            .get, "audit-events/verification", query: mark.map { [FormParameter("known", $0)] } ?? [])
    }

    /// What a client can do and how many of its tokens may be alive. Answers `{"client","tokens",…}`.
    package static func inspection(ofClient id: PathSegment, of owner: ClientOwner) -> ManagementRequest {
        ManagementRequest(.get, "\(owner.clientsPath)/\(id.encoded)/inspection")
    }
}
