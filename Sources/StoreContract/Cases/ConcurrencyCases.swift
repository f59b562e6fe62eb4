import OAuthCore
import Stores
import Synchronization

enum ConcurrencyCases {
    static let all = [
        ContractCase("concurrent updates of one client lose none") { store, changes in
            try await store.insert(Samples.client(1), recording: Samples.event())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...100 {
                    group.addTask {
                        _ = try await store.updateClient(Samples.clientID(1), of: nil) {
                            $0.lifetime += 1
                            return Samples.event()
                        }
                    }
                }
                try await group.waitForAll()
            }
            try Requirement.equal(try await store.client(Samples.clientID(1))?.lifetime, 100, "the number of updates")
            try Requirement.equal(try await store.auditEvents(PageRequest()).totalCount, 101, "the number of events")
        },
        ContractCase("of clients that disable or delete each other at the same time one remains") { store, changes in
            for _ in 1...10 {
                for index in 1...6 as ClosedRange<Int64> {
                    try await store.insert(Samples.client(index), recording: Samples.event())
                }
                await withTaskGroup(of: Void.self) { group in
                    for caller in 1...6 as ClosedRange<Int64> {
                        for other in 1...6 as ClosedRange<Int64> where other != caller {
                            group.addTask { try? await end(other, caller: caller, store) }
                        }
                    }
                }
                let left = try await store.clients(after: 0, limit: 10)
                try Requirement.equal(left.count { $0.status == .active }, 1, "the number of those that remain")
                for client in left {
                    _ = try await store.deleteClient(client.id, of: nil, recording: Samples.event())
                }
            }
        },
        ContractCase("a condition on the caller that does not hold changes nothing, and its error comes through") {
            store, changes in
            try await store.insert(Samples.client(1), recording: Samples.event(.clientCreated, "create"))
            _ = changes.take()
            let condition = CallerCondition(Samples.clientID(2)) { caller in
                if caller == nil { throw RefusedChange() }
            }
            try await Requirement.refuses {
                _ = try await store.updateClient(
                    Samples.clientID(1), of: nil, requiring: condition, revoking: { _, _ in [] }
                ) {
                    $0.name = "changed"
                    return Samples.event()
                }
            }
            try await Requirement.refuses {
                _ = try await store.deleteClient(
                    Samples.clientID(1), of: nil, requiring: condition, revoking: [], recording: Samples.event())
            }
            try Requirement.equal(try await store.client(Samples.clientID(1)), Samples.client(1), "the stored client")
            try Requirement.equal(changes.all, [], "what the observer heard")
            try Requirement.equal(try await store.auditedSubjects(), ["create"], "the recorded events")
        },
        ContractCase("the observer hears of changes in the order of the commits") { store, changes in
            for index in 1...4 as ClosedRange<Int64> {
                try await store.insert(Samples.client(index), recording: Samples.event())
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 1...100 as ClosedRange<Int64> {
                    group.addTask { try await change(round % 4 + 1, round, store) }
                }
                try await group.waitForAll()
            }
            let stored = try await store.clients(after: 0, limit: 10)
            let heard = changes.clients.values.sorted { $0.id.number < $1.id.number }
            try Requirement.equal(heard, stored, "what the observer heard last of every client")
            // Each update counts one up from the one before, so that any other order shows.
            var lifetimes: [ClientID: Int64] = [:]
            for case .saved(let client) in changes.all {
                let before = lifetimes[client.id] ?? -1
                let follows = client.lifetime == before + 1 || client.lifetime == 0
                try Requirement.holds(follows, "\(client.lifetime) follows \(before) in what is heard of \(client.id)")
                lifetimes[client.id] = client.lifetime
            }
        },
        ContractCase("the observer has heard of a change when the write returns") { store, changes in
            for index in 1...20 as ClosedRange<Int64> {
                let client = Samples.client(index)
                try await store.insert(client, recording: Samples.event())
                try Requirement.equal(changes.all.last, .saved(client), "what the observer heard last")
            }
        },
        ContractCase("a write whose task is cancelled is done whole or not at all, as it says") { store, changes in
            try await store.insert(Samples.client(1), recording: Samples.event())
            let done = await withTaskGroup(of: Bool.self) { group in
                for _ in 1...50 {
                    group.addTask {
                        let updated = try? await store.updateClient(Samples.clientID(1), of: nil) {
                            $0.lifetime += 1
                            return Samples.event()
                        }
                        return updated != nil
                    }
                }
                group.cancelAll()
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            let stored = try await store.client(Samples.clientID(1))
            try Requirement.equal(stored?.lifetime, Int64(done), "the number of updates")
            try Requirement.equal(changes.all.count, done + 1, "the number of calls to the observer")
            try Requirement.equal(try await store.auditEvents(PageRequest()).totalCount, done + 1, "the events")
        },
    ]

    /// Now and then deletes the client and makes it anew; otherwise counts up.
    /// Disables or deletes a client, provided that the one that asks for it is active.
    private static func end(_ index: Int64, caller: Int64, _ store: any Store) async throws {
        let condition = CallerCondition(Samples.clientID(caller)) { client in
            guard client?.status == .active else { throw RefusedChange() }
        }
        if index.isMultiple(of: 2) {
            _ = try await store.deleteClient(
                Samples.clientID(index), of: nil, requiring: condition, revoking: [], recording: Samples.event())
        } else {
            _ = try await store.updateClient(
                Samples.clientID(index), of: nil, requiring: condition, revoking: { _, _ in [] }
            ) {
                $0.status = .inactive
                return Samples.event()
            }
        }
    }

    private static func change(_ index: Int64, _ round: Int64, _ store: any Store) async throws {
        let id = Samples.clientID(index)
        if round.isMultiple(of: 10) {
            guard try await store.deleteClient(id, of: nil, recording: Samples.event()) else { return }
            try await store.insert(Samples.client(index), recording: Samples.event())
        } else {
            _ = try await store.updateClient(id, of: nil) {
                $0.lifetime += 1
                return Samples.event()
            }
        }
    }
}
