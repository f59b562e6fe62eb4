/// The tables of the audit log, of the first migration.
enum AuditSchema {
    static let statements = [
        """
        CREATE TABLE audit_events (
            sequence BIGINT PRIMARY KEY,
            time BIGINT NOT NULL,
            action TEXT NOT NULL,
            actor TEXT NOT NULL,
            actor_address TEXT,
            request_id TEXT,
            subject TEXT NOT NULL,
            details TEXT NOT NULL,
            organization_id TEXT,
            client_id TEXT,
            code BYTEA NOT NULL
        )
        """,
        """
        CREATE TABLE audit_chain (
            id BIGINT PRIMARY KEY CHECK (id = 1),
            pruned_sequence BIGINT NOT NULL,
            pruned_code BYTEA NOT NULL,
            last_sequence BIGINT NOT NULL,
            last_code BYTEA NOT NULL,
            seal BYTEA NOT NULL
        )
        """,
        "CREATE INDEX audit_events_by_action ON audit_events (action, sequence)",
        "CREATE INDEX audit_events_by_actor ON audit_events (actor, sequence)",
        // Subjects have no limit of length that an index of PostgreSQL would bear.
        "CREATE INDEX audit_events_by_subject ON audit_events (md5(subject), sequence)",
        "CREATE INDEX audit_events_by_request ON audit_events (request_id, sequence) WHERE request_id IS NOT NULL",
        """
        CREATE INDEX audit_events_by_organization ON audit_events (organization_id, sequence)
        WHERE organization_id IS NOT NULL
        """,
        "CREATE INDEX audit_events_by_client ON audit_events (client_id, sequence) WHERE client_id IS NOT NULL",
    ]
}
