package import Stores

/// One thing that a store must do.
package struct ContractCase: Sendable, CustomStringConvertible {
    /// What must hold, as a sentence.
    package let name: String
    /// Checks it with an empty store and the observer that this store was made with.
    /// - Throws: ``ContractViolation`` when it does not hold; whatever the store threw when it should not have.
    package let run: @Sendable (any Store, ObservedChanges) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (any Store, ObservedChanges) async throws -> Void) {
        self.name = name
        self.run = run
    }

    /// ``name``.
    package var description: String { name }
}
