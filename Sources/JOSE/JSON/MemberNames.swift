/// The names of one object so far. Objects are mostly small, where comparing with each is faster than hashing.
struct MemberNames {
    private static let smallCount = 16
    private var few: [String] = []
    private var many: Set<String> = []

    /// - Returns: whether the name is new.
    mutating func insert(_ name: String) -> Bool {
        guard few.count >= Self.smallCount else {
            guard !few.contains(name) else { return false }
            few.append(name)
            return true
        }
        if many.isEmpty { many = Set(few) }
        return many.insert(name).inserted
    }
}
