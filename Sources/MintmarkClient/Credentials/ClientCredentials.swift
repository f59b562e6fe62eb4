/// The client id and the client secret of an application (RFC 6749 §2.3.1).
public struct ClientCredentials: Sendable {
    /// The client identifier (RFC 6749 §2.2). Not a secret.
    public let clientID: String
    /// The client secret.
    public let clientSecret: SecretString

    /// Credentials that the application got when it was registered.
    public init(clientID: String, clientSecret: SecretString) {
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    /// Credentials that the application got when it was registered.
    public init(clientID: String, clientSecret: String) {
        self.init(clientID: clientID, clientSecret: SecretString(clientSecret))
    }

    /// RFC 6749 appendix A.1 and A.2: printable ASCII. A line end from a file is the usual fault.
    func check() throws(TokenError) {
        for (name, value) in [("client id", clientID), ("client secret", clientSecret.reveal())] {
            guard !value.isEmpty, value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                throw TokenError(
                    .invalidConfiguration,
                    "The \(name) is empty or has characters other than printable ASCII (RFC 6749 appendix A).",
                    advice: "Look for a line end or a quotation mark that came along when it was copied.")
            }
        }
    }
}
