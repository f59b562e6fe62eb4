/// A set of public keys (RFC 7517 §5).
public struct JSONWebKeySet: Sendable {
    public let keys: [JSONWebKey]

    public init(keys: [JSONWebKey]) {
        self.keys = keys
    }

    /// The set as JSON.
    public var json: JSONValue {
        ["keys": .array(keys.map(\.json))]
    }
}
