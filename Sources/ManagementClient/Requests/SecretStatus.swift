/// Whether a client secret is accepted.
package enum SecretStatus: String, Sendable {
    case active = "ACTIVE"
    case inactive = "INACTIVE"
}
