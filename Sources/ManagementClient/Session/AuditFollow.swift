package import JOSE

/// Reads the events of the audit log as they come, by asking again and again for those after the last one.
package struct AuditFollow: Sendable {
    /// How a part of the log was read.
    package enum Step: Sendable, Equatable {
        /// The next events, oldest first; there may be more at once.
        case events([JSONValue], hasMore: Bool)
        /// The server does not answer now; the reason is for people.
        case interrupted(CommandFailure)
    }

    private let settings: ConnectionSettings
    private let transport: any Transport
    private var query: AuditQuery
    private var session: ManagementSession?
    private var lastSequence: Int64?

    /// - Parameter query: which events are wanted.
    package init(_ query: AuditQuery, _ settings: ConnectionSettings, over transport: any Transport) {
        self.query = query
        self.query.newestFirst = false
        self.settings = settings
        self.transport = transport
    }

    /// The newest events that are there already, oldest first; reading goes on after them.
    /// - Parameter count: the most of them; with 0 reading begins after the newest event of all.
    /// - Throws: whatever keeps the server from answering.
    package mutating func begin(count: Int) async throws -> [JSONValue] {
        var newest = AuditQuery()
        newest.newestFirst = true
        lastSequence = try await read(newest, size: 1).first.flatMap(Self.sequence) ?? 0
        guard count > 0 else { return [] }
        var wanted = query
        wanted.newestFirst = true
        let events = Array(try await read(wanted, size: count).reversed())
        note(events)
        return events
    }

    /// The events that have come since.
    /// - Throws: what will not go away by itself, such as a missing permission.
    package mutating func next() async throws -> Step {
        var wanted = query
        wanted.afterSequence = max(lastSequence ?? 0, query.afterSequence ?? 0)
        do {
            let events = try await read(wanted, size: Self.largestPage)
            note(events)
            return .events(events, hasMore: events.count == Self.largestPage)
        } catch {
            let failure = settings.explained(error)
            guard failure.status == .unavailable || isStale(error) else { throw error }
            session = nil
            return .interrupted(failure)
        }
    }

    private static let largestPage = 100

    /// A token that has expired, or is of a server that was set up anew.
    private func isStale(_ error: any Error) -> Bool {
        (error as? ManagementError)?.httpStatus == 401
    }

    private mutating func read(_ query: AuditQuery, size: Int) async throws -> [JSONValue] {
        let current: ManagementSession
        if let session {
            current = session
        } else {
            current = try await ManagementSession.open(settings, over: transport)
            session = current
        }
        let page = try await current.send(PagedList.auditEvents(query).request(PageQuery(size: size)))
        return try page.requiredArray("audit_events")
    }

    private mutating func note(_ events: [JSONValue]) {
        lastSequence = events.compactMap(Self.sequence).max().map { max($0, lastSequence ?? 0) } ?? lastSequence
    }

    private static func sequence(_ event: JSONValue) -> Int64? {
        event["sequence"]?.lenientInteger
    }
}
