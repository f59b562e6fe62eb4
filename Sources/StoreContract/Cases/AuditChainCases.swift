import OAuthCore
import Stores

/// The chain of the audit log and its pruning.
enum AuditChainCases {
    static let all = [
        ContractCase("the log of an empty store is intact") { store, _ in
            let found = try await store.verifyAuditLog()
            try Requirement.equal(found.fault, nil, "the fault of an empty log")
            try Requirement.equal(found.lastSequence, 0, "its newest event")
        },
        ContractCase("events of all kinds of writes are in one intact chain") { store, _ in
            try await store.insert(Samples.organization(1), recording: Samples.event())
            try await store.insert(Samples.client(1), recording: Samples.event())
            _ = try await store.updateClient(Samples.clientID(1), of: nil) { _ in Samples.event() }
            _ = try await store.updateOrganization(Samples.organizationID(1)) { _ in Samples.event() }
            _ = try await store.updateSigningKeys { _ in [Samples.event(), Samples.event()] }
            try await store.append([Samples.event(.clientUpdated, Samples.hardText), Samples.event()])
            try await store.append([])
            _ = try await store.deleteClient(Samples.clientID(1), of: nil, recording: Samples.event())
            _ = try await store.deleteOrganization(Samples.organizationID(1), recording: Samples.event())
            // What is refused leaves nothing.
            try? await store.insert(Samples.client(9, of: Samples.organizationID(9)), recording: Samples.event())
            let found = try await store.verifyAuditLog()
            try Requirement.equal(found.fault, nil, "the fault of the log")
            try Requirement.equal([found.firstSequence, found.lastSequence], [1, 10], "its first and newest event")
        },
        ContractCase("concurrent writes give one intact chain") { store, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...100 { group.addTask { try await store.append([Samples.event(), Samples.event()]) } }
                try await group.waitForAll()
            }
            let found = try await store.verifyAuditLog()
            try Requirement.equal(found.fault, nil, "the fault of the log")
            try Requirement.equal(found.lastSequence, 200, "its newest event")
        },
        ContractCase("pruning removes the oldest events, says so, and leaves an intact chain") { store, _ in
            try await store.append((0..<50).map { event(at: $0) })
            let first = try await prune(store, before: 30, limit: 20)
            try Requirement.equal(first, AuditPruning(firstSequence: 1, lastSequence: 20), "the first part")
            let second = try await prune(store, before: 30, limit: 20)
            try Requirement.equal(second, AuditPruning(firstSequence: 21, lastSequence: 30), "the second part")
            try Requirement.equal(try await prune(store, before: 30, limit: 20), nil, "the third part")
            let page = try await store.auditEvents(PageRequest(size: 100))
            try Requirement.equal(page.items.prefix(20).map(\.subject), (30..<50).map { "event \($0)" }, "what is kept")
            try Requirement.equal(
                page.items.dropFirst(20).map(\.subject), ["1 to 20", "21 to 30"], "what says so")
            try Requirement.equal(page.totalCount, 22, "the number of events")
            try await store.append([Samples.event()])
            let found = try await store.verifyAuditLog()
            try Requirement.equal(found.fault, nil, "the fault of the log")
            try Requirement.equal([found.firstSequence, found.lastSequence], [31, 53], "its first and newest event")
        },
        ContractCase("pruning ends at the first event that is young enough, whatever follows") { store, _ in
            try await store.append([event(at: 1), event(at: 50), event(at: 2)])
            let pruning = try await prune(store, before: 30, limit: 20)
            try Requirement.equal(pruning, AuditPruning(firstSequence: 1, lastSequence: 1), "what was removed")
        },
        ContractCase("a log from which all is pruned goes on where it was") { store, _ in
            try await store.append([event(at: 1), event(at: 2)])
            _ = try await prune(store, before: 30, limit: 20)
            let page = try await store.auditEvents(PageRequest(), matching: AuditFilter(), order: .oldestFirst)
            try Requirement.equal(page.items.map(\.sequence), [3], "the sequences that are left")
            try Requirement.equal(try await store.verifyAuditLog().fault, nil, "the fault of the log")
        },
    ]

    private static func event(at second: Int64) -> AuditEvent {
        AuditEvent(
            time: Samples.time.adding(seconds: second), action: .clientUpdated, actor: Actor(name: "contract"),
            subject: "event \(second)")
    }

    private static func prune(_ store: any Store, before second: Int64, limit: Int) async throws -> AuditPruning? {
        try await store.pruneAuditEvents(before: Samples.time.adding(seconds: second), limit: limit) { pruning in
            AuditEvent(
                time: Samples.time.adding(seconds: 1000), action: .auditPruned, actor: Actor(name: "contract"),
                subject: "\(pruning.firstSequence) to \(pruning.lastSequence)")
        }
    }
}
