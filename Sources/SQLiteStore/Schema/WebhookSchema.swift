/// The tables of webhooks.
enum WebhookSchema {
    static let tables = """
        CREATE TABLE webhooks (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            url TEXT NOT NULL,
            event_types TEXT NOT NULL,
            description TEXT NOT NULL,
            status TEXT NOT NULL,
            sealed_secret BLOB NOT NULL,
            previous_sealed_secret BLOB,
            previous_expire_time INTEGER,
            failing_since INTEGER,
            create_time INTEGER NOT NULL,
            update_time INTEGER NOT NULL
        );

        CREATE TABLE webhook_deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            webhook_id INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
            sequence INTEGER NOT NULL,
            event_type TEXT NOT NULL,
            status TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            next_attempt_time INTEGER,
            last_attempt_time INTEGER,
            response_status INTEGER,
            error TEXT,
            create_time INTEGER NOT NULL
        );
        CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id);
        CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_attempt_time)
            WHERE next_attempt_time IS NOT NULL;
        -- create_time and id grow together, so the oldest that waits is the first one here.
        CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (id) WHERE next_attempt_time IS NOT NULL;
        CREATE INDEX webhook_deliveries_finished ON webhook_deliveries (create_time)
            WHERE next_attempt_time IS NULL;

        -- What was done before there were webhooks is nothing that one could have asked for.
        CREATE TABLE webhook_cursor (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            sequence INTEGER NOT NULL,
            installation TEXT NOT NULL
        );
        INSERT INTO webhook_cursor (id, sequence, installation)
            SELECT 1, ifnull(max(sequence), 0), lower(hex(randomblob(16))) FROM audit_events;

        CREATE INDEX client_secrets_expiring ON client_secrets (expire_time) WHERE expire_time IS NOT NULL;
        CREATE TABLE secret_expiry_notices (
            secret_id INTEGER PRIMARY KEY REFERENCES client_secrets (id) ON DELETE CASCADE,
            expire_time INTEGER NOT NULL
        );
        """
}
