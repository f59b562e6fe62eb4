/// Whether a client secret is accepted.
public enum SecretStatus: String, Sendable {
    case active = "ACTIVE"
    case inactive = "INACTIVE"
}
