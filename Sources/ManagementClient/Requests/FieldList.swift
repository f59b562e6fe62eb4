import JOSE

/// Collects the fields of a request body; those that were not given are left out.
struct FieldList {
    private(set) var members: [JSONValue.Member] = []

    /// A text; empty to clear the field.
    mutating func add(_ name: String, _ text: String?) {
        guard let text else { return }
        members.append(JSONValue.Member(name, text.isEmpty ? .null : .string(text)))
    }

    /// A list; empty to clear the field.
    mutating func add(_ name: String, _ values: [JSONValue]?) {
        guard let values else { return }
        members.append(JSONValue.Member(name, values.isEmpty ? .null : .array(values)))
    }

    /// An object or number.
    mutating func add(_ name: String, value: JSONValue?) {
        guard let value else { return }
        members.append(JSONValue.Member(name, value))
    }

    /// The body that changes a resource: a field to clear is sent as `null`.
    var update: JSONValue { .object(members) }

    /// The body that creates a resource: there is nothing to clear.
    var creation: JSONValue { .object(members.filter { $0.value != .null }) }
}
