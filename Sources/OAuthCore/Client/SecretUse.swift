/// The newest use of a client secret.
package struct SecretUse: Sendable, Equatable {
    package let secretID: SecretID
    package let clientID: ClientID
    package let time: Timestamp
    /// The address that it was used from.
    package let address: String

    package init(secretID: SecretID, clientID: ClientID, time: Timestamp, address: String) {
        self.secretID = secretID
        self.clientID = clientID
        self.time = time
        self.address = address
    }
}
