/// A store did not do what the contract says.
package struct ContractViolation: Error, CustomStringConvertible {
    /// What was expected and what was found, and which line of the contract expected it.
    package let description: String

    init(_ finding: String, at place: ContractPlace) {
        description = "\(finding) (\(place.file):\(place.line))"
    }
}
