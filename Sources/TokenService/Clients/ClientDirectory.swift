package import OAuthCore
package import Stores
import Synchronization

/// The clients in memory, for the token path. It hears of every committed change, so that what it knows is never old.
///
/// Memory is bounded: beyond the capacity some client is dropped and read from the store when it is asked for.
package final class ClientDirectory: Sendable {
    /// What memory says of a client.
    package enum Lookup: Sendable {
        case known(ClientRecord)
        /// There is no such client.
        case unknown
        /// Memory cannot tell; ``ClientDirectory/load(_:from:)`` can.
        case notLoaded
    }

    private struct State {
        var records: ClientMemory
        var profiles = ClientProfilePool()
        /// Whether every stored client is in memory.
        var isComplete = false
        /// The clients that are being read from the store, and whether they changed since.
        var loads: [Int64: Load] = [:]
        /// How often a client had to be read from the store.
        var misses: Int64 = 0
        /// The clients that changed while the directory is being filled; `nil` when it is not.
        var changedWhileFilling: Set<Int64>?
        /// How often filling was begun; a later one takes the place of one that is under way.
        var fills = 0
    }

    private struct Load {
        var readers = 0
        /// How often the client changed while it was being read.
        var changes = 0
    }

    private let environment: EnvironmentSettings
    private let state: Mutex<State>
    /// Of clients that have only the environment's default quota.
    private let standardRestrictions: ClientRestrictions?
    /// Whether changes of other nodes are heard of; without that memory is not asked.
    package let freshness: Freshness
    /// The quotas that clients share with others of their organization.
    package let organizationQuotas: OrganizationQuotas

    /// - Parameter capacity: the most clients kept in memory.
    package init(environment: EnvironmentSettings, capacity: Int, freshness: Freshness = .always) {
        self.freshness = freshness
        self.environment = environment
        state = Mutex(State(records: ClientMemory(capacity: capacity)))
        standardRestrictions = environment.clientQuota.map { ClientRestrictions(allowedAddresses: [], quota: $0) }
        organizationQuotas = OrganizationQuotas(standard: environment.organizationQuota)
    }

    /// How many clients are in memory.
    package var count: Int { state.withLock { $0.records.count } }

    /// How often a client that was asked for had to be read from the store.
    package var misses: Int64 { state.withLock { $0.misses } }

    /// What memory says, without waiting.
    package func lookup(_ id: ClientID) -> Lookup {
        guard freshness.isFresh else { return .notLoaded }
        return state.withLock { state in
            guard let record = state.records[id.number] else { return state.isComplete ? .unknown : .notLoaded }
            return record.id == id ? .known(record) : .unknown
        }
    }

    /// Reads a client from the store and keeps it.
    /// - Returns: the client; `nil` when there is none.
    /// - Throws: ``StoreError``, also when changes are not heard of: revocations, keys and quotas in memory, which decide
    ///   with the client, may be too old then.
    package func load(_ id: ClientID, from store: any ClientStore) async throws -> ClientRecord? {
        try freshness.require()
        while true {
            let changes = state.withLock { state in
                state.misses += 1
                state.loads[id.number, default: Load()].readers += 1
                return state.loads[id.number]?.changes ?? 0
            }
            do {
                let client = try await store.client(id)
                if case .done(let record) = finishLoad(of: id, with: client, changesBefore: changes) { return record }
            } catch {
                _ = finishLoad(of: id, with: nil, changesBefore: changes)
                throw error
            }
        }
    }

    private enum LoadResult {
        case done(ClientRecord?)
        /// A change was committed during the read, so that what was read is worthless.
        case readAgain
    }

    private func finishLoad(of id: ClientID, with client: Client?, changesBefore: Int) -> LoadResult {
        state.withLock { state in
            guard var load = state.loads[id.number] else { return .readAgain }
            load.readers -= 1
            state.loads[id.number] = load.readers > 0 ? load : nil
            guard load.changes == changesBefore else { return .readAgain }
            guard let client else { return .done(nil) }
            let record = makeRecord(client, &state.profiles)
            insert(record, into: &state)
            return .done(record)
        }
    }

    /// Drops all clients, since changes to them may have been missed; they are read as they are asked for, or by
    /// ``fill(from:)``.
    package func forgetAll() {
        state.withLock { state in
            state.records.removeAll()
            state.isComplete = false
            state.changedWhileFilling = nil
            for id in state.loads.keys { state.loads[id]?.changes += 1 }
        }
    }

    /// Reads all clients, as far as they fit. Until it is done, the rest are read one by one as they are asked for.
    package func fill(from store: any ClientStore) async throws {
        let fill = state.withLock { state in
            state.changedWhileFilling = []
            state.fills += 1
            return state.fills
        }
        var last: Int64 = 0
        while true {
            let clients = try await store.clients(after: last, limit: 1000)
            let goesOn = state.withLock { $0.fills == fill && addBatch(clients, to: &$0) }
            guard goesOn, let next = clients.last?.id.number else { return }
            last = next
        }
    }

    /// - Returns: whether there is more to read and room for it.
    private func addBatch(_ clients: [Client], to state: inout State) -> Bool {
        // Room ran out meanwhile: what was dropped must not count as unknown.
        guard state.changedWhileFilling != nil else { return false }
        guard !clients.isEmpty else {
            state.isComplete = true
            state.changedWhileFilling = nil
            return false
        }
        for client in clients where state.changedWhileFilling?.contains(client.id.number) != true {
            guard !state.records.isFull else {
                state.changedWhileFilling = nil
                return false
            }
            state.records.keep(makeRecord(client, &state.profiles))
        }
        return true
    }

    private func insert(_ record: ClientRecord, into state: inout State) {
        guard state.records.keep(record) else { return }
        state.isComplete = false
        state.changedWhileFilling = nil
    }

    private func makeRecord(_ client: Client, _ profiles: inout ClientProfilePool) -> ClientRecord {
        ClientRecord(
            id: client.id, organizationID: client.organizationID, isActive: client.status == .active,
            lifetime: environment.tokenLifetime(registered: client.lifetime),
            profile: profiles.profile(
                scopes: client.scopes, audience: environment.audience(of: client), customClaims: client.customClaims),
            secrets: client.secrets.map { secret in
                SecretRecord(
                    id: secret.id, hash: secret.hash, isActive: secret.status == .active, expireTime: secret.expireTime)
            }, restrictions: restrictions(of: client))
    }

    private func restrictions(of client: Client) -> ClientRestrictions? {
        // The operator's own clients are not held to the default, so that it cannot shut anybody out of management.
        let standard = client.id.kind == .organization ? standardRestrictions : nil
        guard !client.limits.isEmpty else { return standard }
        return ClientRestrictions(
            allowedAddresses: client.limits.allowedAddresses, quota: client.limits.quota ?? standard?.quota)
    }
}

extension ClientDirectory: ClientChangeObserver {
    package func clientsChanged(_ change: ClientChange) {
        state.withLock { state in
            switch change {
            case .saved(let client):
                noteChange(of: client.id, in: &state)
                insert(makeRecord(client, &state.profiles), into: &state)
            case .removed(let ids):
                for id in ids {
                    noteChange(of: id, in: &state)
                    state.records.remove(id.number)
                }
            case .quota(let organization, let quota): organizationQuotas.set(quota, of: organization)
            }
        }
    }

    private func noteChange(of id: ClientID, in state: inout State) {
        state.loads[id.number]?.changes += 1
        state.changedWhileFilling?.insert(id.number)
    }
}
