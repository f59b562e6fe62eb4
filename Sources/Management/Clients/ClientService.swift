import JOSE
package import OAuthCore
package import Stores

/// What the management API does with API clients, whatever the encoding of the call. An `owner` is the organization
/// whose clients are meant, or `nil` for those of the environment; a client is never reached through another owner.
package struct ClientService: Sendable {
    let store: any ClientStore
    let environment: EnvironmentSettings
    let hasher: SecretHasher
    let identifiers: IdentifierGenerator
    let longestTokenLifetime: @Sendable () -> Int64
    let clock: any WallClock
    let uses: (any UnwrittenSecretUses)?

    /// - Parameters:
    ///   - longestTokenLifetime: the longest, in seconds, that any living token may have.
    ///   - uses: knows uses of secrets that the store does not know yet; `nil` when there are none.
    package init(
        store: any ClientStore, environment: EnvironmentSettings, hasher: SecretHasher,
        identifiers: IdentifierGenerator, longestTokenLifetime: @escaping @Sendable () -> Int64, clock: any WallClock,
        uses: (any UnwrittenSecretUses)? = nil
    ) {
        self.store = store
        self.environment = environment
        self.hasher = hasher
        self.identifiers = identifiers
        self.longestTokenLifetime = longestTokenLifetime
        self.clock = clock
        self.uses = uses
    }

    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func create(
        _ fields: ClientUpdate, of owner: OrganizationID?, by caller: Caller
    ) async throws -> (client: Client, secret: NewSecret) {
        try Self.requireWrite(caller, owner)
        if owner == nil, case .set(let scopes) = fields.scopes {
            try caller.requireAtLeast(scopes, of: "The new client")
        }
        return try await create(fields, of: owner, actor: caller.actor)
    }

    /// As ``create(_:of:by:)``, for the program itself.
    package func create(
        _ fields: ClientUpdate, of owner: OrganizationID?, actor: Actor
    ) async throws -> (client: Client, secret: NewSecret) {
        let now = clock.now()
        let secret = makeSecret(at: now, expireTime: nil)
        var client = Client(
            id: ClientID(kind: owner == nil ? .environment : .organization, number: identifiers.next()),
            organizationID: owner, secrets: [secret.stored], createTime: now, updateTime: now)
        try client.apply(fields, at: now, maximumLifetime: environment.maximumTokenLifetime)
        let event = AuditEvent(
            time: now, action: .clientCreated, actor: actor, subject: client.id.description,
            organization: owner, details: client.auditDetails)
        do {
            try await store.insert(client, recording: event)
        } catch let error as StoreError where error.code == .missingReference {
            throw ManagementError.notFound("organization", owner?.description ?? "")
        }
        return (client, secret)
    }

    /// - Throws: ``ManagementError``.
    package func get(_ id: ClientID, of owner: OrganizationID?, by caller: Caller) async throws -> Client {
        try Self.requireRead(caller, owner)
        guard let client = try await store.client(id), client.organizationID == owner else {
            throw Self.notFound(id)
        }
        return client
    }

    /// - Throws: ``ManagementError``.
    package func list(_ page: PageRequest, of owner: OrganizationID?, by caller: Caller) async throws -> Page<Client> {
        try Self.requireRead(caller, owner)
        return try await store.clients(of: owner, page)
    }

    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func update(
        _ id: ClientID, _ fields: ClientUpdate, of owner: OrganizationID?, by caller: Caller
    ) async throws -> Client {
        try await change(id, of: owner, by: caller) { [environment] client, now in
            let before = client
            try client.apply(fields, at: now, maximumLifetime: environment.maximumTokenLifetime)
            if owner == nil { try caller.requireAtLeast(client.scopes, of: id.description) }
            try Self.keepCallerIn(caller, client)
            return (Self.action(from: before, to: client), id.description, client.auditChanges(since: before))
        }
    }

    /// Ends the client, its secrets and its tokens at once.
    /// - Throws: ``ManagementError``.
    package func delete(_ id: ClientID, of owner: OrganizationID?, by caller: Caller) async throws {
        try Self.requireWrite(caller, owner)
        guard owner != nil || id != caller.clientID else {
            throw ManagementError.failedPrecondition(
                "A client cannot delete itself; use another environment client.", earliest: nil)
        }
        if owner == nil, let client = try await store.client(id) {
            try caller.requireAtLeast(client.scopes, of: id.description)
        }
        let now = clock.now()
        let event = AuditEvent(
            time: now, action: .clientDeleted, actor: caller.actor, subject: id.description, organization: owner)
        let rule = endOfTokens(of: id, at: now, "the client was deleted")
        let deleted = try await store.deleteClient(
            id, of: owner, requiring: condition(on: caller, owner, at: now), revoking: [rule], recording: event)
        guard deleted else {
            throw Self.notFound(id)
        }
    }

    /// Ends all tokens of a client that were issued until now.
    private func endOfTokens(of id: ClientID, at now: Timestamp, _ reason: String) -> Revocation {
        Revocation(endingAllOf: .client(id), at: now, longestLifetime: longestTokenLifetime(), reason: reason)
    }

    /// Environment clients may disable each other and themselves be disabled meanwhile: whoever changes one must be in
    /// force itself when it is done. So of all that try, one remains. `nil` for clients of organizations.
    private func condition(on caller: Caller, _ owner: OrganizationID?, at now: Timestamp) -> CallerCondition? {
        guard owner == nil else { return nil }
        return CallerCondition(caller.clientID) { client in
            guard let client, client.status == .active, client.secrets.contains(where: { $0.isUsable(at: now) }) else {
                throw ManagementError.unauthenticated(
                    "The client that the token was issued to was disabled, or has no secret in force any more.")
            }
        }
    }

    /// Changes a client in one transaction and records what was done.
    func change(
        _ id: ClientID, of owner: OrganizationID?, by caller: Caller,
        _ rule: @escaping @Sendable (inout Client, Timestamp) throws -> (AuditEvent.Action, String, JSONValue)
    ) async throws -> Client {
        try Self.requireWrite(caller, owner)
        let now = clock.now()
        let endOfDisabled: @Sendable (Client, Client) -> [Revocation] = { old, new in
            guard old.status == .active, new.status != .active else { return [] }
            return [endOfTokens(of: id, at: now, "the client was disabled")]
        }
        let changed = try await store.updateClient(
            id, of: owner, requiring: condition(on: caller, owner, at: now), revoking: endOfDisabled
        ) { client in
            // A weak environment client must not take over a stronger one, say by giving it a secret.
            if owner == nil { try caller.requireAtLeast(client.scopes, of: id.description) }
            let (action, subject, details) = try rule(&client, now)
            try Self.keepSecret(caller, client, now)
            return AuditEvent(
                time: now, action: action, actor: caller.actor, subject: subject, organization: owner, client: id,
                details: details)
        }
        guard let changed else { throw Self.notFound(id) }
        return changed
    }

    static func notFound(_ id: ClientID) -> ManagementError {
        .notFound("client", id.description)
    }

    private static func requireRead(_ caller: Caller, _ owner: OrganizationID?) throws(ManagementError) {
        try caller.require(owner == nil ? .environmentRead : .clientsRead)
    }

    private static func requireWrite(_ caller: Caller, _ owner: OrganizationID?) throws(ManagementError) {
        try caller.require(owner == nil ? .environmentWrite : .clientsWrite)
    }
}
