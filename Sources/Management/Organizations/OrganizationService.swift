import JOSE
package import OAuthCore
package import Stores

/// What the management API does with organizations, whatever the encoding of the call.
package struct OrganizationService: Sendable {
    private let store: any OrganizationStore
    private let identifiers: IdentifierGenerator
    private let longestTokenLifetime: @Sendable () -> Int64
    private let clock: any WallClock

    /// - Parameter longestTokenLifetime: the longest, in seconds, that any living token may have.
    package init(
        store: any OrganizationStore, identifiers: IdentifierGenerator,
        longestTokenLifetime: @escaping @Sendable () -> Int64, clock: any WallClock
    ) {
        self.store = store
        self.identifiers = identifiers
        self.longestTokenLifetime = longestTokenLifetime
        self.clock = clock
    }

    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func create(_ fields: OrganizationUpdate, by caller: Caller) async throws -> Organization {
        try caller.require(.organizationsWrite)
        return try await create(fields, actor: caller.actor)
    }

    /// As ``create(_:by:)``, for the program itself.
    package func create(_ fields: OrganizationUpdate, actor: Actor) async throws -> Organization {
        let now = clock.now()
        var organization = Organization(
            id: OrganizationID(number: identifiers.next()), displayName: "", createTime: now, updateTime: now)
        try organization.apply(fields, at: now)
        let event = AuditEvent(
            time: now, action: .organizationCreated, actor: actor, subject: organization.id.description,
            details: ["display_name": .string(organization.displayName)])
        try await Self.explainingDuplicates { try await store.insert(organization, recording: event) }
        return organization
    }

    /// - Throws: ``ManagementError``.
    package func get(_ id: OrganizationID, by caller: Caller) async throws -> Organization {
        try caller.require(.organizationsRead)
        guard let found = try await store.organization(id) else { throw Self.notFound(id.description) }
        return found
    }

    /// - Throws: ``ManagementError``.
    package func get(externalID: String, by caller: Caller) async throws -> Organization {
        try caller.require(.organizationsRead)
        guard let found = try await store.organization(externalID: externalID) else { throw Self.notFound(externalID) }
        return found
    }

    /// - Parameter matching: what the name, the id or the external id must contain; `nil` for all.
    /// - Throws: ``ManagementError``, ``InvalidFields``.
    package func list(_ page: PageRequest, matching: String? = nil, by caller: Caller) async throws -> Page<
        Organization
    > {
        try caller.require(.organizationsRead)
        if let matching, !(3...100).contains(matching.unicodeScalars.count) {
            throw InvalidFields("query", "must have 3 to 100 characters; it has \(matching.unicodeScalars.count)")
        }
        return try await store.organizations(page, matching: matching)
    }

    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func update(_ id: OrganizationID, _ fields: OrganizationUpdate, by caller: Caller) async throws
        -> Organization
    {
        try caller.require(.organizationsWrite)
        let now = clock.now()
        let updated = try await Self.explainingDuplicates {
            try await store.updateOrganization(id) { organization in
                let before = organization
                try organization.apply(fields, at: now)
                return AuditEvent(
                    time: now, action: .organizationUpdated, actor: caller.actor, subject: id.description,
                    details: Self.changes(from: before, to: organization))
            }
        }
        guard let updated else { throw Self.notFound(id.description) }
        return updated
    }

    /// Ends the organization, all its clients and their tokens at once.
    /// - Throws: ``ManagementError``.
    package func delete(_ id: OrganizationID, by caller: Caller) async throws {
        try caller.require(.organizationsWrite)
        let now = clock.now()
        let event = AuditEvent(time: now, action: .organizationDeleted, actor: caller.actor, subject: id.description)
        let rule = Revocation(
            endingAllOf: .organization(id), at: now, longestLifetime: longestTokenLifetime(),
            reason: "the organization was deleted")
        guard try await store.deleteOrganization(id, revoking: [rule], recording: event) else {
            throw Self.notFound(id.description)
        }
    }

    private static func notFound(_ id: String) -> ManagementError {
        .notFound("organization", id)
    }

    private static func explainingDuplicates<Result>(_ write: () async throws -> Result) async throws -> Result {
        do {
            return try await write()
        } catch let error as StoreError where error.code == .duplicate && error.field == "external_id" {
            throw ManagementError.alreadyExists(
                field: "external_id", "another organization has this external_id; choose another, or update that one")
        }
    }

    private static func changes(from old: Organization, to new: Organization) -> JSONValue {
        var changes = FieldChanges()
        changes.note("display_name", from: .string(old.displayName), to: .string(new.displayName))
        changes.note("external_id", from: .string(old.externalID ?? ""), to: .string(new.externalID ?? ""))
        changes.note("slug", from: .string(old.slug ?? ""), to: .string(new.slug ?? ""))
        changes.note("quota", from: old.quota?.json ?? .null, to: new.quota?.json ?? .null)
        changes.note("logo_url", from: .string(old.logoURL ?? ""), to: .string(new.logoURL ?? ""))
        if old.metadata != new.metadata { changes.note("metadata", from: "(before)", to: "(changed)") }
        return changes.json
    }
}
