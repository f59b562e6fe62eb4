package import OAuthCore
import StoredRows
package import Stores

extension PostgreSQLStore {
    /// Secrets in force that expire soon and of which no event was recorded.
    package func expiringSecrets(
        from start: Timestamp, before end: Timestamp, limit: Int
    ) async throws -> [ExpiringSecret] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT s.id, s.client_id, c.organization_id, s.expire_time
                    FROM client_secrets s JOIN clients c ON c.id = s.client_id
                    WHERE s.expire_time >= ? AND s.expire_time < ? AND s.status = ?
                    AND NOT EXISTS (SELECT 1 FROM secret_expiry_notices n
                        WHERE n.secret_id = s.id AND n.expire_time = s.expire_time)
                    ORDER BY s.expire_time LIMIT ?
                    """,
                arguments: [
                    start.milliseconds, end.milliseconds, ClientSecret.Status.active.rawValue, limit,
                ])
            return rows.map { row in
                let organization = (row[2] as Int64?).map(OrganizationID.init(number:))
                return ExpiringSecret(
                    id: SecretID(number: row[0]),
                    clientID: ClientID(kind: organization == nil ? .environment : .organization, number: row[1]),
                    organizationID: organization, expireTime: Timestamp(milliseconds: row[3]))
            }
        }
    }

    /// Records one event for each secret and expiry.
    package func noteExpiringSecrets(
        _ secrets: [ExpiringSecret], recording event: @escaping @Sendable (ExpiringSecret) -> AuditEvent
    ) async throws {
        try await write { [audit] db in
            let note = try db.cachedStatement(
                sql: """
                    INSERT INTO secret_expiry_notices (secret_id, expire_time)
                    SELECT id, expire_time FROM client_secrets WHERE id = ? AND expire_time = ?
                    ON CONFLICT (secret_id) DO UPDATE SET expire_time = excluded.expire_time
                    WHERE expire_time <> excluded.expire_time
                    """)
            for secret in secrets {
                try note.execute(arguments: [secret.id.number, secret.expireTime.milliseconds])
                if db.changesCount > 0 { try audit.append([event(secret)], db) }
            }
            return Outcome(())
        }
    }
}
