/// Where secrets are used from, and the orders in which secrets of all clients are looked through.
enum SecretLifeSchema {
    /// Each index holds all that decides whether a secret is in the list, so that lists are counted in it alone.
    static let changes = """
        ALTER TABLE client_secrets ADD COLUMN last_used_address TEXT;
        CREATE INDEX client_secrets_by_last_use ON client_secrets (status, last_used_time, id, expire_time);
        CREATE INDEX client_secrets_by_expiry ON client_secrets (status, expire_time, id, last_used_time)
        WHERE expire_time IS NOT NULL;
        CREATE INDEX client_secrets_by_hash ON client_secrets (hash);
        """
}
