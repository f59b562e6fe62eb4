/// An error that the caller's own change threw, wrapped so that it reaches the caller as it was.
package struct Refusal: Error {
    package let reason: any Error

    /// Runs the caller's change.
    package static func wrapping<Value>(_ change: () throws -> Value) throws(Refusal) -> Value {
        do {
            return try change()
        } catch {
            throw Refusal(reason: error)
        }
    }
}
