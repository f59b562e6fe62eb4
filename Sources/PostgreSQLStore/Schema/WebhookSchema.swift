/// The tables of webhooks, of the first migration.
enum WebhookSchema {
    static let statements = [
        """
        CREATE TABLE webhooks (
            id BIGINT PRIMARY KEY CHECK (id > 0),
            url TEXT NOT NULL,
            event_types TEXT NOT NULL,
            description TEXT NOT NULL,
            status TEXT NOT NULL,
            sealed_secret BYTEA NOT NULL,
            previous_sealed_secret BYTEA,
            previous_expire_time BIGINT,
            failing_since BIGINT,
            create_time BIGINT NOT NULL,
            update_time BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE webhook_deliveries (
            id BIGINT PRIMARY KEY,
            webhook_id BIGINT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
            sequence BIGINT NOT NULL,
            event_type TEXT NOT NULL,
            status TEXT NOT NULL,
            attempts BIGINT NOT NULL,
            next_attempt_time BIGINT,
            last_attempt_time BIGINT,
            response_status BIGINT,
            error TEXT,
            create_time BIGINT NOT NULL
        )
        """,
        "CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, id)",
        """
        CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_attempt_time)
        WHERE next_attempt_time IS NOT NULL
        """,
        "CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (id) WHERE next_attempt_time IS NOT NULL",
        """
        CREATE INDEX webhook_deliveries_finished ON webhook_deliveries (create_time)
        WHERE next_attempt_time IS NULL
        """,
        """
        CREATE TABLE webhook_cursor (
            id BIGINT PRIMARY KEY CHECK (id = 1),
            sequence BIGINT NOT NULL,
            installation TEXT NOT NULL
        )
        """,
        "INSERT INTO webhook_cursor (id, sequence, installation) VALUES (1, 0, md5(random()::text || clock_timestamp()::text))",
        """
        CREATE TABLE secret_expiry_notices (
            secret_id BIGINT PRIMARY KEY REFERENCES client_secrets (id) ON DELETE CASCADE,
            expire_time BIGINT NOT NULL
        )
        """,
    ]
}
