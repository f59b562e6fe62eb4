/// The newest use of a client secret.
public struct SecretUse: Sendable, Equatable {
    public let secretID: SecretID
    public let clientID: ClientID
    public let time: Timestamp

    public init(secretID: SecretID, clientID: ClientID, time: Timestamp) {
        self.secretID = secretID
        self.clientID = clientID
        self.time = time
    }
}
