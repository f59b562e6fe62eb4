/// A line of the contract.
struct ContractPlace: Sendable {
    let file: String
    let line: Int

    static func here(_ file: String = #fileID, _ line: Int = #line) -> ContractPlace {
        ContractPlace(file: file, line: line)
    }
}
