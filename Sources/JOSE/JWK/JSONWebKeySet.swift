/// A set of public keys (RFC 7517 §5).
package struct JSONWebKeySet: Sendable {
    package let keys: [JSONWebKey]

    package init(keys: [JSONWebKey]) {
        self.keys = keys
    }

    /// The set as JSON.
    package var json: JSONValue {
        ["keys": .array(keys.map(\.json))]
    }
}
