/// The newest use of a client secret.
package struct SecretUse: Sendable, Equatable {
    package let secretID: SecretID
    package let clientID: ClientID
    package let time: Timestamp

    package init(secretID: SecretID, clientID: ClientID, time: Timestamp) {
        self.secretID = secretID
        self.clientID = clientID
        self.time = time
    }
}
