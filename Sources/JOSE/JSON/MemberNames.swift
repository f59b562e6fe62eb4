/// Whether the names of an object's members differ. Objects are mostly small, where comparing with each member before is
/// faster than hashing.
struct MemberNames {
    private static let smallCount = 16
    private var many: Set<String> = []

    /// - Parameter members: what the object has so far.
    /// - Returns: whether the name is new.
    mutating func insert(_ name: String, after members: [JSONValue.Member]) -> Bool {
        guard members.count >= Self.smallCount else { return !members.contains { $0.name == name } }
        if many.isEmpty { many = Set(members.map(\.name)) }
        return many.insert(name).inserted
    }
}
