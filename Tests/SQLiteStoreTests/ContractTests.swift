import StoreContract
import Testing

@Suite("The store contract")
struct ContractTests {
    @Test("holds for SQLite", arguments: StoreContract.cases)
    func contract(_ contract: ContractCase) async throws {
        let directory = try TemporaryStore()
        let changes = ObservedChanges()
        try await contract.run(directory.open(observer: changes, revocationObserver: changes), changes)
    }
}
