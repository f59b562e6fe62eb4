import OAuthCore
import Stores
import Synchronization

/// Audit events and counts of tokens in memory, in a store that fails when it is told to.
final class FailingStore: AuditStore, TokenCountStore {
    struct State {
        var fails = false
        var events: [AuditEvent] = []
        var counts: [TokenCount] = []
    }

    let state = Mutex(State())

    var events: [AuditEvent] { state.withLock { $0.events } }
    var counts: [TokenCount] { state.withLock { $0.counts } }

    func set(fails: Bool) {
        state.withLock { $0.fails = fails }
    }

    func append(_ events: [AuditEvent]) async throws {
        try state.withLock { state in
            guard !state.fails else { throw StoreError(.full, "the disk is full") }
            state.events += events
        }
    }

    func add(_ counts: [TokenCount]) async throws {
        try state.withLock { state in
            guard !state.fails else { throw StoreError(.full, "the disk is full") }
            state.counts += counts
        }
    }

    func auditEvents(
        _ page: PageRequest, matching filter: AuditFilter, order: ListOrder
    ) async throws -> Page<AuditRecord> {
        Page(items: [], next: nil, previous: nil, totalCount: 0)
    }

    func verifyAuditLog(known: AuditMark?) async throws -> AuditVerification {
        throw StoreError(.unavailable, "not here")
    }

    func pruneAuditEvents(
        before time: Timestamp, limit: Int, recording event: @escaping @Sendable (AuditPruning) -> AuditEvent
    ) async throws -> AuditPruning? { nil }

    func tokenCounts(of client: ClientID) async throws -> [TokenCount] { counts }

    func removeTokenCounts(before hour: Int64, expiredAt now: Timestamp, limit: Int) async throws -> Int { 0 }
}
