package import OAuthCore
import StoredRows
package import Stores

extension PostgreSQLStore {
    /// Secrets in force that expire soon and of which no event was recorded.
    package func expiringSecrets(
        from start: Timestamp, before end: Timestamp, limit: Int
    ) async throws -> [ExpiringSecret] {
        try await read { db in
            let rows = try db.run(
                """
                SELECT s.id, s.client_id, c.organization_id, s.expire_time
                FROM client_secrets s JOIN clients c ON c.id = s.client_id
                WHERE s.expire_time >= ? AND s.expire_time < ? AND s.status = ?
                AND NOT EXISTS (SELECT 1 FROM secret_expiry_notices n
                    WHERE n.secret_id = s.id AND n.expire_time = s.expire_time)
                ORDER BY s.expire_time LIMIT ?
                """,
                [
                    .integer(start.milliseconds), .integer(end.milliseconds),
                    .text(ClientSecret.Status.active.rawValue), .integer(Int64(limit)),
                ]
            ).rows
            return rows.compactMap { row in
                guard case .integer(let id) = row[0], case .integer(let client) = row[1],
                    case .integer(let time) = row[3]
                else { return nil }
                var organization: OrganizationID?
                if case .integer(let number) = row[2] { organization = OrganizationID(number: number) }
                return ExpiringSecret(
                    id: SecretID(number: id),
                    clientID: ClientID(kind: organization == nil ? .environment : .organization, number: client),
                    organizationID: organization, expireTime: Timestamp(milliseconds: time))
            }
        }
    }

    /// Records one event for each secret and expiry.
    package func noteExpiringSecrets(
        _ secrets: [ExpiringSecret], recording event: @escaping @Sendable (ExpiringSecret) -> AuditEvent
    ) async throws {
        try await write { [audit] db in
            let note = """
                INSERT INTO secret_expiry_notices (secret_id, expire_time)
                SELECT id, expire_time FROM client_secrets WHERE id = ? AND expire_time = ?
                ON CONFLICT (secret_id) DO UPDATE SET expire_time = excluded.expire_time
                WHERE secret_expiry_notices.expire_time <> excluded.expire_time
                """
            for secret in secrets {
                let noted = try db.run(
                    note, [.integer(secret.id.number), .integer(secret.expireTime.milliseconds)])
                if noted.changes > 0 { try audit.append([event(secret)], db) }
            }
            return Outcome(())
        }
    }
}
