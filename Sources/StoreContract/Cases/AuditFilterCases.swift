import OAuthCore
import Stores

/// What the audit log answers when only some events are wanted.
enum AuditFilterCases {
    static let all = [
        ContractCase("filters find what matches all of them, in both orders and page by page") { store, _ in
            let records = try await fill(store)
            for (filter, matches) in filters {
                let expected = records.filter(matches)
                let forward = PageWalk(expected: expected) {
                    try await store.auditEvents($0, matching: filter, order: .oldestFirst)
                }
                let backward = PageWalk(expected: expected.reversed()) {
                    try await store.auditEvents($0, matching: filter, order: .newestFirst)
                }
                for size in [3, 40] {
                    try await forward.check(size: size)
                    try await backward.check(size: size)
                }
            }
        },
        ContractCase("events about a client or an organization are found by it, deleted ones included") { store, _ in
            let organization = Samples.organizationID(1)
            try await store.insert(Samples.organization(1), recording: event(.organizationCreated, "\(organization)"))
            let client = Samples.client(2, of: organization)
            try await store.insert(
                client, recording: event(.clientCreated, "\(client.id)", organization: organization))
            try await store.append([event(.secretCreated, "sks_1", organization: organization, client: client.id)])
            _ = try await store.deleteOrganization(
                organization, recording: event(.organizationDeleted, "\(organization)"))
            var filter = AuditFilter()
            filter.clientID = client.id
            try await check(store, filter, [2, 3])
            filter = AuditFilter()
            filter.organizationID = organization
            try await check(store, filter, [1, 2, 3, 4])
            filter.actions = AuditFilter.actions("secret.")
            try await check(store, filter, [3])
        },
    ]

    private static func check(_ store: any Store, _ filter: AuditFilter, _ sequences: [Int64]) async throws {
        let page = try await store.auditEvents(PageRequest(), matching: filter, order: .oldestFirst)
        try Requirement.equal(page.items.map(\.sequence), sequences, "the matches of \(filter)")
        try Requirement.equal(page.totalCount, sequences.count, "their number")
    }

    private static func event(
        _ action: AuditEvent.Action, _ subject: String, organization: OrganizationID? = nil, client: ClientID? = nil
    ) -> AuditEvent {
        AuditEvent(
            time: Samples.time, action: action, actor: Actor(name: "contract"), subject: subject,
            organization: organization, client: client)
    }

    /// Events of many kinds, as they must be read back.
    private static func fill(_ store: any Store) async throws -> [AuditRecord] {
        var random = SeededGenerator(seed: 7)
        let events = (0..<80).map { _ in
            AuditEvent(
                time: Timestamp(milliseconds: .random(in: 0...20, using: &random)),
                action: [.clientUpdated, .secretCreated, .secretDeleted].randomElement(using: &random)
                    ?? .clientUpdated,
                actor: Actor(
                    name: "actor \(Int.random(in: 0...2, using: &random))",
                    requestID: Bool.random(using: &random) ? "req \(Int.random(in: 0...3, using: &random))" : nil),
                subject: "it's \(Int.random(in: 0...2, using: &random))",
                organization: Bool.random(using: &random) ? Samples.organizationID(1) : nil,
                client: Bool.random(using: &random) ? Samples.clientID(.random(in: 1...2, using: &random)) : nil)
        }
        try await store.append(Array(events.prefix(30)))
        try await store.append(Array(events.dropFirst(30)))
        return zip(1..., events).map { AuditRecord(sequence: $0, event: $1) }
    }

    private typealias Case = (AuditFilter, @Sendable (AuditRecord) -> Bool)

    private static var filters: [Case] {
        [
            filter { _ in
            } matching: { _ in
                true
            },
            filter {
                $0.actor = "actor 1"
            } matching: {
                $0.event.actor.name == "actor 1"
            },
            filter {
                $0.subject = "it's 2"
            } matching: {
                $0.event.subject == "it's 2"
            },
            filter {
                $0.subject = "nothing"
            } matching: { _ in
                false
            },
            filter {
                $0.requestID = "req 3"
            } matching: {
                $0.event.actor.requestID == "req 3"
            },
            filter {
                $0.clientID = Samples.clientID(2)
            } matching: {
                $0.event.clientID == Samples.clientID(2)
            },
            filter {
                $0.organizationID = Samples.organizationID(1)
            } matching: {
                $0.event.organizationID != nil
            },
            filter {
                $0.actions = [.secretDeleted]
            } matching: {
                $0.event.action == .secretDeleted
            },
            filter {
                $0.actions = AuditFilter.actions("secret.")
            } matching: {
                $0.event.action != .clientUpdated
            },
            filter {
                $0.since = Timestamp(milliseconds: 5)
                $0.until = Timestamp(milliseconds: 15)
            } matching: {
                (5..<15).contains($0.event.time.milliseconds)
            },
            filter {
                $0.afterSequence = 40
            } matching: {
                $0.sequence > 40
            },
            filter {
                $0.actor = "actor 0"
                $0.actions = [.secretCreated, .secretDeleted]
                $0.afterSequence = 3
            } matching: {
                $0.event.actor.name == "actor 0" && $0.event.action != .clientUpdated && $0.sequence > 3
            },
        ]
    }

    private static func filter(
        _ change: (inout AuditFilter) -> Void, matching: @escaping @Sendable (AuditRecord) -> Bool
    ) -> Case {
        var filter = AuditFilter()
        change(&filter)
        return (filter, matching)
    }
}
