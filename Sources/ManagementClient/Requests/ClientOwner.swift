/// Whose clients are meant.
package enum ClientOwner: Sendable, Equatable {
    /// The clients of one organization.
    case organization(PathSegment)
    /// The clients of the environment itself.
    case environment

    var clientsPath: String {
        switch self {
        case .organization(let id): "organizations/\(id.encoded)/clients"
        case .environment: "clients"
        }
    }
}
