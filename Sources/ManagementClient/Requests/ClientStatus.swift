/// Whether an API client may get tokens.
package enum ClientStatus: Sendable {
    case enabled
    case disabled

    /// What stands behind the client id in the path.
    var verb: String {
        switch self {
        case .enabled: ":enable"
        case .disabled: ":disable"
        }
    }
}
