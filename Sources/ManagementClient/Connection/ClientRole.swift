/// Which of the two clients of a profile a command acts as.
package enum ClientRole: Sendable {
    /// The client of the environment, which may call the management API.
    case environment
    /// The client of an organization, which calls the company's API.
    case organization
}
