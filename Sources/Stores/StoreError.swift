/// Why a store could not do what it was asked. Equality is by code.
package struct StoreError: Error, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    package enum Code: String, Sendable {
        /// A value that must be unique is taken; ``StoreError/field`` names it.
        case duplicate
        /// Something that the new row refers to does not exist; ``StoreError/field`` names it.
        case missingReference
        /// The store cannot be reached or is busy; the same call may go through later.
        case unavailable
        /// Nobody can tell whether the change was made: look before it is asked for again.
        case uncertain
        /// The disk is full.
        case full
        /// What is stored cannot be read.
        case corrupt
        /// The store was made by a newer Mintmark that this one cannot work beside.
        case incompatible
    }

    package let code: Code
    /// The field at fault, in snake_case, for ``Code/duplicate`` and ``Code/missingReference``.
    package let field: String?
    /// What happened and what to do, for the operator.
    package let reason: String

    package init(_ code: Code, field: String? = nil, _ reason: String) {
        self.code = code
        self.field = field
        self.reason = reason
    }

    package var description: String { reason }

    package static func == (left: StoreError, right: StoreError) -> Bool {
        left.code == right.code && left.field == right.field
    }
}
