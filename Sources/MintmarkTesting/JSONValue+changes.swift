import JOSE

extension JSONValue {
    /// Puts a value in the place of a member, or adds it.
    mutating func set(_ name: String, _ value: JSONValue) {
        self = setting(name, value)
    }

    func setting(_ name: String, _ value: JSONValue) -> JSONValue {
        var members = members ?? []
        if let index = members.firstIndex(where: { $0.name == name }) {
            members[index].value = value
        } else {
            members.append(.init(name, value))
        }
        return .object(members)
    }

    mutating func remove(_ name: String) {
        self = .object((members ?? []).filter { $0.name != name })
    }
}
