/// A table and the columns that this release knows, in the order in which a row is written and read. The first one is
/// the key, unless more are said to be.
package struct StoredTable: Sendable {
    package let name: String
    package let columns: [String]
    /// How many of the first columns make the key.
    private let keyWidth: Int
    /// Selects all columns of all rows.
    package let select: String
    /// Inserts one row.
    package let insert: String
    /// Sets all other columns of the row whose key comes last.
    package let update: String

    private init(_ name: String, keys keyWidth: Int = 1, _ columns: String...) {
        self.name = name
        self.keyWidth = keyWidth
        self.columns = columns
        let list = columns.joined(separator: ", ")
        select = "SELECT \(list) FROM \(name)"
        insert = "INSERT INTO \(name) (\(list)) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))"
        let assignments = columns.dropFirst().map { "\($0) = ?" }.joined(separator: ", ")
        update = "UPDATE \(name) SET \(assignments) WHERE \(columns[0]) = ?"
    }

    package var key: String { columns[0] }

    /// What tells rows apart, and the order in which they are copied.
    package var keys: ArraySlice<String> { columns.prefix(keyWidth) }

    package static let installation = StoredTable("installation", "id", "master_key_fingerprint")
    package static let organizations = StoredTable(
        "organizations", "id", "display_name", "external_id", "metadata", "slug", "logo_url", "create_time",
        "update_time", "quota")
    package static let clients = StoredTable(
        "clients", "id", "organization_id", "name", "description", "scopes", "audience", "custom_claims", "lifetime",
        "create_time", "update_time", "status", "allowed_addresses", "quota")
    package static let clientSecrets = StoredTable(
        "client_secrets", "id", "client_id", "hash_algorithm", "hash", "suffix", "status", "create_time",
        "update_time", "expire_time", "last_used_time", "last_used_address")
    package static let signingKeys = StoredTable(
        "signing_keys", "id", "algorithm", "state", "sealed_private_key", "publish_time", "activate_time",
        "switch_time", "longest_token_lifetime")
    package static let auditEvents = StoredTable(
        "audit_events", "sequence", "time", "action", "actor", "actor_address", "request_id", "subject",
        "organization_id", "client_id", "details", "code")
    package static let auditChain = StoredTable(
        "audit_chain", "id", "pruned_sequence", "pruned_code", "last_sequence", "last_code", "seal")
    package static let tokenCounts = StoredTable(
        "token_counts", keys: 2, "client_id", "hour", "issued", "last_issue_time", "latest_expire_time")
    package static let revocations = StoredTable(
        "revocations", "revision", "kind", "subject", "issued_before", "expire_time", "create_time", "reason")
    package static let listSizes = StoredTable("list_sizes", "list", "size")

    package static let webhooks = StoredTable(
        "webhooks", "id", "url", "event_types", "description", "status", "sealed_secret", "previous_sealed_secret",
        "previous_expire_time", "failing_since", "create_time", "update_time")
    package static let webhookDeliveries = StoredTable(
        "webhook_deliveries", "id", "webhook_id", "sequence", "event_type", "status", "attempts", "next_attempt_time",
        "last_attempt_time", "response_status", "error", "create_time")
    package static let webhookCursor = StoredTable("webhook_cursor", "id", "sequence", "installation")
    package static let secretExpiryNotices = StoredTable("secret_expiry_notices", "secret_id", "expire_time")

    /// In an order in which a row comes after those that it refers to.
    package static let all = [
        installation, organizations, clients, clientSecrets, signingKeys, auditEvents, auditChain, tokenCounts,
        revocations, listSizes, webhooks, webhookDeliveries, webhookCursor, secretExpiryNotices,
    ]
}
