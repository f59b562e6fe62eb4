/// A store did not do what the contract says.
public struct ContractViolation: Error, CustomStringConvertible {
    /// What was expected and what was found, and which line of the contract expected it.
    public let description: String

    init(_ finding: String, at place: ContractPlace) {
        description = "\(finding) (\(place.file):\(place.line))"
    }
}
