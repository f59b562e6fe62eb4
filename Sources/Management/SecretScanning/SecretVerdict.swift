import Crypto
import OAuthCore

/// What a scanner is told about one of its matches.
package struct SecretVerdict: Sendable {
    package let match: SecretMatch
    /// What was done about the secret; `nil` when the match is no secret of this server.
    package let leak: SecretLeak?

    /// SHA-256 of the matched text in hexadecimal, which stands for it in the answer.
    package var tokenHash: String {
        SHA256.hash(data: Array(match.token.reveal().utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
