/// The first migration: all that the stores keep at the time when this store was made. Ids are their numbers, times are
/// milliseconds since 1970, lists and maps are JSON text, as in the SQLite store.
enum InitialSchema {
    static let statements = [
        // Numbers that are given in the order of the commits, since who changes anything holds the row of 'writes'.
        """
        CREATE TABLE counters (
            name TEXT PRIMARY KEY,
            value BIGINT NOT NULL
        )
        """,
        "INSERT INTO counters (name, value) VALUES ('writes', 0), ('changes', 0), ('revocations', 0), ('deliveries', 0)",
        """
        CREATE TABLE installation (
            id BIGINT PRIMARY KEY CHECK (id = 1),
            master_key_fingerprint TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE organizations (
            id BIGINT PRIMARY KEY CHECK (id > 0),
            display_name TEXT NOT NULL,
            external_id TEXT,
            metadata TEXT NOT NULL,
            slug TEXT,
            logo_url TEXT,
            create_time BIGINT NOT NULL,
            update_time BIGINT NOT NULL,
            quota TEXT,
            CONSTRAINT organizations_external_id_key UNIQUE (external_id)
        )
        """,
        "CREATE INDEX organizations_with_quota ON organizations (id) WHERE quota IS NOT NULL",
        // Without an organization it is a client of the environment.
        """
        CREATE TABLE clients (
            id BIGINT PRIMARY KEY CHECK (id > 0),
            organization_id BIGINT REFERENCES organizations (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            scopes TEXT NOT NULL,
            audience TEXT NOT NULL,
            custom_claims TEXT NOT NULL,
            lifetime BIGINT NOT NULL,
            create_time BIGINT NOT NULL,
            update_time BIGINT NOT NULL,
            status TEXT NOT NULL,
            allowed_addresses TEXT NOT NULL,
            quota TEXT
        )
        """,
        "CREATE INDEX clients_by_organization ON clients (organization_id, id)",
        """
        CREATE TABLE client_secrets (
            id BIGINT PRIMARY KEY CHECK (id > 0),
            client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
            hash_algorithm TEXT NOT NULL,
            hash BYTEA NOT NULL,
            suffix TEXT NOT NULL,
            status TEXT NOT NULL,
            create_time BIGINT NOT NULL,
            update_time BIGINT NOT NULL,
            expire_time BIGINT,
            last_used_time BIGINT NOT NULL,
            last_used_address TEXT
        )
        """,
        "CREATE INDEX client_secrets_by_client ON client_secrets (client_id, id)",
        "CREATE INDEX client_secrets_by_last_use ON client_secrets (status, last_used_time, id)",
        "CREATE INDEX client_secrets_by_expiry ON client_secrets (status, expire_time, id) WHERE expire_time IS NOT NULL",
        "CREATE INDEX client_secrets_by_hash ON client_secrets (hash)",
        """
        CREATE TABLE signing_keys (
            id BIGINT PRIMARY KEY CHECK (id > 0),
            algorithm TEXT NOT NULL,
            state TEXT NOT NULL,
            sealed_private_key BYTEA NOT NULL,
            publish_time BIGINT NOT NULL,
            activate_time BIGINT,
            switch_time BIGINT,
            longest_token_lifetime BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE revocations (
            revision BIGINT PRIMARY KEY,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            issued_before BIGINT NOT NULL,
            expire_time BIGINT NOT NULL,
            create_time BIGINT NOT NULL,
            reason TEXT NOT NULL,
            UNIQUE (kind, subject)
        )
        """,
        "CREATE INDEX revocations_by_expire_time ON revocations (expire_time)",
        // How many rows the lists have: -1 the organizations, 0 the clients of the environment, else those of the
        // organization with this id. The store writes it, so that no trigger is needed.
        """
        CREATE TABLE list_sizes (
            list BIGINT PRIMARY KEY,
            size BIGINT NOT NULL
        )
        """,
        // Without a reference to the clients: counts are written after the fact, when a client may be gone.
        """
        CREATE TABLE token_counts (
            client_id BIGINT NOT NULL,
            hour BIGINT NOT NULL,
            issued BIGINT NOT NULL,
            last_issue_time BIGINT NOT NULL,
            latest_expire_time BIGINT NOT NULL,
            PRIMARY KEY (client_id, hour)
        )
        """,
        "CREATE INDEX token_counts_by_hour ON token_counts (hour)",
        // What followed from changes, for the nodes that did not make them; kept for a while.
        """
        CREATE TABLE changes (
            sequence BIGINT PRIMARY KEY,
            kind TEXT NOT NULL,
            subject BIGINT NOT NULL,
            time BIGINT NOT NULL
        )
        """,
    ]
}
