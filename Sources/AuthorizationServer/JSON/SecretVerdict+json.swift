import JOSE
import Management

extension SecretVerdict {
    /// The feedback that GitHub takes. The hash stands for the secret, which is not sent back.
    var json: JSONValue {
        [
            "token_hash": .string(tokenHash), "token_type": .string(match.type),
            "label": leak == nil ? "false_positive" : "true_positive",
        ]
    }
}
