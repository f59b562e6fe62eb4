import JOSE
import OAuthCore

extension SecretLeak {
    /// What an audit event says of it; never the secret.
    /// - Parameter type: the scanner's name for the kind of secret.
    func auditDetails(type: String) -> JSONValue {
        [
            "client_id": .string(clientID.description), "outcome": .string(outcome.rawValue),
            "tokens_valid_until": tokensValidUntil.map { .string($0.description) } ?? .null,
            "source": .string(source), "url": .string(url), "type": .string(type),
        ]
    }
}
