import JOSE
import Management
import OAuthCore

extension SecretRotation {
    /// As the management API shows it, with the new secret itself.
    var json: JSONValue {
        [
            "secret": secret.stored.json, "plain_secret": .string(secret.plain.reveal()),
            "ending": .array(ending.map(\.json)),
        ]
    }

    /// Reads the body of a request to rotate: `{"overlap": seconds}`.
    /// - Returns: the overlap; `nil` when it is not given.
    /// - Throws: ``InvalidFields``.
    static func overlap(body: [UInt8]) throws(InvalidFields) -> Int64? {
        var fields = try JSONFields(body, wrapper: "rotation")
        let overlap = fields.integer("overlap")
        try fields.finish()
        return overlap.value
    }
}
