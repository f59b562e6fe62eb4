public import Stores

/// One thing that a store must do.
public struct ContractCase: Sendable, CustomStringConvertible {
    /// What must hold, as a sentence.
    public let name: String
    /// Checks it with an empty store and the observer that this store was made with.
    /// - Throws: ``ContractViolation`` when it does not hold; whatever the store threw when it should not have.
    public let run: @Sendable (any Store, ObservedChanges) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (any Store, ObservedChanges) async throws -> Void) {
        self.name = name
        self.run = run
    }

    /// ``name``.
    public var description: String { name }
}
