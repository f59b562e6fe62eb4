/// The scopes that a route asks for.
public enum ScopeRequirement: Sendable, Equatable {
    /// Every one of them.
    case all([String])
    /// At least one of them.
    case any([String])

    /// - Throws: ``TokenValidationError`` `insufficientScope`.
    func check(_ granted: [String]) throws(TokenValidationError) {
        let isMet: Bool
        let expected: [String]
        switch self {
        case .all(let scopes):
            isMet = scopes.allSatisfy(granted.contains)
            expected = scopes
        case .any(let scopes):
            isMet = scopes.isEmpty || scopes.contains(where: granted.contains)
            expected = scopes
        }
        guard !isMet else { return }
        let quantity = if case .any = self { "one of the scopes" } else { "the scopes" }
        throw TokenValidationError(
            .insufficientScope, .scope, "The token must grant \(quantity) \(expected.joined(separator: ", ")).",
            expected: expected.joined(separator: " "), found: granted.joined(separator: " "))
    }
}
