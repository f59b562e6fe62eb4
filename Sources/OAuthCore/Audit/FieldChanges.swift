package import JOSE

/// The differences between two versions of something, for an audit event: `{"scopes":{"from":[…],"to":[…]}}`.
package struct FieldChanges: Sendable {
    private var members: [JSONValue.Member] = []

    package init() {}

    package mutating func note(_ field: String, from old: JSONValue, to new: JSONValue) {
        guard old != new else { return }
        members.append(.init(field, ["from": old, "to": new]))
    }

    package var json: JSONValue { .object(members) }
}
