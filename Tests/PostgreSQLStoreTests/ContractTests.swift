import OAuthCore
import StoreContract
import Testing

@testable import PostgreSQLStore

@Suite("The store contract", .timeLimit(.minutes(10)))
struct ContractTests {
    @Test("holds for PostgreSQL", arguments: StoreContract.cases)
    func contract(_ contract: ContractCase) async throws {
        try await run(contract, on: TestServer.makeDatabase())
    }

    @Test("holds on what the next release has made of the schema", arguments: StoreContract.cases)
    func nextRelease(_ contract: ContractCase) async throws {
        let address = try await TestServer.makeDatabase()
        try await PostgreSQLStore(address, auditChain: Example.chain).close()
        try NextRelease.migrate(address)
        try await run(contract, on: address)
    }

    private func run(_ contract: ContractCase, on address: ServerAddress) async throws {
        let changes = ObservedChanges()
        let store = try await PostgreSQLStore(
            address, auditChain: Example.chain, observer: changes, revocationObserver: changes)
        do {
            try await contract.run(store, changes)
        } catch {
            try await store.close()
            throw error
        }
        try await store.close()
    }
}
