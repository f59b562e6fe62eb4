/// A JSON value as the tests compare it. Members keep their order.
enum JSON: Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    struct Member: Equatable {
        let name: String
        let value: JSON
    }

    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    subscript(_ name: String) -> JSON? {
        members.first { $0.name == name }?.value
    }
}
