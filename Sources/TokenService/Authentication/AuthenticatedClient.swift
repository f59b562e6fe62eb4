package import OAuthCore

/// A client that has shown one of its secrets. Only ``ClientAdmission`` makes one.
package struct AuthenticatedClient: Sendable {
    package let client: ClientRecord
    /// The secret that it showed.
    package let secretID: SecretID
}
