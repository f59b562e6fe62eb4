package import OAuthCore
package import Stores

/// Tells what a client can do, how its secrets are used, and how many of its tokens may be alive.
package struct ClientInspectionService: Sendable {
    private let clients: ClientService
    private let counts: any TokenCountStore

    package init(clients: ClientService, counts: any TokenCountStore) {
        self.clients = clients
        self.counts = counts
    }

    /// - Parameter owner: as for ``ClientService``.
    /// - Throws: ``ManagementError``.
    package func inspect(_ id: ClientID, of owner: OrganizationID?, by caller: Caller) async throws -> ClientInspection
    {
        let client = try await clients.get(id, of: owner, by: caller)
        let usage = TokenUsage(try await counts.tokenCounts(of: id), at: clients.clock.now())
        return ClientInspection(
            client: client, audience: clients.environment.audience(of: client),
            lifetime: clients.environment.lifetime(of: client), usage: usage)
    }
}
