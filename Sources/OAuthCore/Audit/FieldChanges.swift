public import JOSE

/// The differences between two versions of something, for an audit event: `{"scopes":{"from":[…],"to":[…]}}`.
public struct FieldChanges: Sendable {
    private var members: [JSONValue.Member] = []

    public init() {}

    public mutating func note(_ field: String, from old: JSONValue, to new: JSONValue) {
        guard old != new else { return }
        members.append(.init(field, ["from": old, "to": new]))
    }

    public var json: JSONValue { .object(members) }
}
