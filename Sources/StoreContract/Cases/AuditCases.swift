import JOSE
import OAuthCore
import Stores

enum AuditCases {
    static let all = [
        ContractCase("an event is read back as it was recorded") { store, _ in
            let details: JSONValue = [
                "scopes": ["from": [], "to": ["read", "write"]], "name": .string(Samples.hardText), "n": 42, "x": .null,
                "f": .number(0.5), "b": true,
            ]
            let full = AuditEvent(
                time: Timestamp(milliseconds: 1), action: .clientCreated,
                actor: Actor(name: Samples.hardText, address: "2001:db8::1", requestID: "req-1"),
                subject: "skc_1", details: details)
            let bare = Samples.event(.clientUpdated, "bare")
            try await store.insert(Samples.client(1), recording: full)
            _ = try await store.updateClient(Samples.clientID(1), of: nil) { _ in bare }
            let page = try await store.auditEvents(PageRequest())
            try Requirement.equal(page.items, [full, bare], "the recorded events")
            try Requirement.equal(page.totalCount, 2, "their number")
        },
        ContractCase("every action can be recorded and read") { store, _ in
            let events = AuditEvent.Action.allCases.map { Samples.event($0, $0.rawValue) }
            _ = try await store.updateSigningKeys { _ in events }
            try Requirement.equal(try await store.auditEvents(PageRequest(size: PageRequest.maximumSize)).items, events,
                "the recorded events")
        },
        ContractCase("events are paged in the order in which they were recorded, whatever their times") { store, _ in
            var random = SeededGenerator(seed: 3)
            let events = (0..<103).map { index in
                AuditEvent(
                    time: Timestamp(milliseconds: .random(in: 0...1_000_000, using: &random)), action: .clientUpdated,
                    actor: Actor(name: "contract"), subject: "event \(index)")
            }
            for chunk in 0..<11 {
                let part = Array(events[min(chunk * 10, 103)..<min(chunk * 10 + 10, 103)])
                // What is rolled back leaves no gap that counts.
                try? await store.insert(Samples.client(1, of: Samples.organizationID(1)), recording: Samples.event())
                _ = try await store.updateSigningKeys { _ in part }
            }
            let walk = PageWalk(expected: events) { try await store.auditEvents($0) }
            for size in [1, 7, 100] { try await walk.check(size: size) }
        },
        ContractCase("an empty audit log is an empty page") { store, _ in
            let page = try await store.auditEvents(PageRequest())
            try Requirement.holds(page.items.isEmpty && page.next == nil && page.previous == nil, "the page is empty")
            try Requirement.equal(page.totalCount, 0, "the number of events")
        },
    ]
}
