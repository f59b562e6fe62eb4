/// A list that the server answers in pages.
package struct PagedList: Sendable {
    /// The member of the answer that holds the entries.
    package let member: String
    private let path: String
    private let query: [FormParameter]

    private init(_ member: String, at path: String, query: [FormParameter] = []) {
        self.member = member
        self.path = path
        self.query = query
    }

    /// All organizations.
    package static let organizations = PagedList("organizations", at: "organizations")

    /// The organizations that match a text.
    package static func organizations(matching text: String) -> PagedList {
        PagedList("organizations", at: "organizations:search", query: [FormParameter("query", text)])
    }

    /// The clients of an owner.
    package static func clients(of owner: ClientOwner) -> PagedList {
        PagedList("clients", at: owner.clientsPath)
    }

    /// The secrets in force of all clients that may be read.
    /// - Parameters:
    ///   - unusedFor: keeps those that were not used for this many seconds.
    ///   - expiringWithin: keeps those that end within this many seconds.
    package static func secrets(unusedFor: Int64?, expiringWithin: Int64?) -> PagedList {
        let conditions = [("unused_for", unusedFor), ("expiring_within", expiringWithin)]
        return PagedList(
            "secrets", at: "secrets",
            query: conditions.compactMap { name, span in span.map { FormParameter(name, String($0)) } })
    }

    /// The events of the audit log.
    package static func auditEvents(_ query: AuditQuery) -> PagedList {
        PagedList("audit_events", at: "audit-events", query: query.parameters)
    }

    /// All webhooks.
    package static let webhooks = PagedList("webhooks", at: "webhooks")

    /// The deliveries to a webhook, the newest first.
    /// - Parameter status: `PENDING`, `DELIVERED` or `FAILED`; `nil` for all.
    package static func deliveries(toWebhook id: PathSegment, status: String?) -> PagedList {
        PagedList(
            "deliveries", at: "webhooks/\(id.encoded)/deliveries",
            query: status.map { [FormParameter("status", $0)] } ?? [])
    }

    /// The request for one page.
    package func request(_ page: PageQuery) -> ManagementRequest {
        ManagementRequest(.get, path, query: query + page.parameters)
    }
}
