import OAuthCore
import StoreContract
import Testing

@testable import PostgreSQLStore

@Suite("The store contract", .timeLimit(.minutes(10)))
struct ContractTests {
    @Test("holds for PostgreSQL", arguments: StoreContract.cases)
    func contract(_ contract: ContractCase) async throws {
        let changes = ObservedChanges()
        let store = try await PostgreSQLStore(
            TestServer.shared.get().makeDatabase(), auditChain: Example.chain, observer: changes,
            revocationObserver: changes)
        do {
            try await contract.run(store, changes)
        } catch {
            try await store.close()
            throw error
        }
        try await store.close()
    }
}
