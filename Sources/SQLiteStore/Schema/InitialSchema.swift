/// The first migration. Ids are their numbers, times are milliseconds since 1970, lists and maps are JSON text.
enum InitialSchema {
    static let tables = """
        CREATE TABLE installation (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            master_key_fingerprint TEXT NOT NULL
        );

        CREATE TABLE organizations (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            display_name TEXT NOT NULL,
            external_id TEXT UNIQUE,
            metadata TEXT NOT NULL,
            slug TEXT,
            logo_url TEXT,
            create_time INTEGER NOT NULL,
            update_time INTEGER NOT NULL
        );

        -- Without an organization it is a client of the environment.
        CREATE TABLE clients (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            organization_id INTEGER REFERENCES organizations (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            scopes TEXT NOT NULL,
            audience TEXT NOT NULL,
            custom_claims TEXT NOT NULL,
            lifetime INTEGER NOT NULL,
            create_time INTEGER NOT NULL,
            update_time INTEGER NOT NULL
        );
        CREATE INDEX clients_by_organization ON clients (organization_id);

        CREATE TABLE client_secrets (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
            hash_algorithm TEXT NOT NULL,
            hash BLOB NOT NULL,
            suffix TEXT NOT NULL,
            status TEXT NOT NULL,
            create_time INTEGER NOT NULL,
            update_time INTEGER NOT NULL,
            expire_time INTEGER,
            last_used_time INTEGER NOT NULL
        );
        CREATE INDEX client_secrets_by_client ON client_secrets (client_id);

        CREATE TABLE signing_keys (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            algorithm TEXT NOT NULL,
            state TEXT NOT NULL,
            sealed_private_key BLOB NOT NULL,
            publish_time INTEGER NOT NULL,
            activate_time INTEGER,
            switch_time INTEGER,
            longest_token_lifetime INTEGER NOT NULL
        );

        -- The sequence has no gaps: a transaction that is rolled back gives its numbers back.
        CREATE TABLE audit_events (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            action TEXT NOT NULL,
            actor TEXT NOT NULL,
            actor_address TEXT,
            request_id TEXT,
            subject TEXT NOT NULL,
            details TEXT NOT NULL
        );
        """

    /// How many rows the lists have, so that a page costs the same in a long list: list -1 has the organizations, 0
    /// the clients of the environment, any other the clients of the organization with this id.
    static let sizes = """
        CREATE TABLE list_sizes (
            list INTEGER PRIMARY KEY,
            size INTEGER NOT NULL
        );

        CREATE TRIGGER organizations_count_up AFTER INSERT ON organizations BEGIN
            INSERT INTO list_sizes (list, size) VALUES (-1, 1)
            ON CONFLICT (list) DO UPDATE SET size = size + 1;
        END;
        CREATE TRIGGER organizations_count_down AFTER DELETE ON organizations BEGIN
            UPDATE list_sizes SET size = size - 1 WHERE list = -1;
            DELETE FROM list_sizes WHERE list = OLD.id;
        END;
        CREATE TRIGGER clients_count_up AFTER INSERT ON clients BEGIN
            INSERT INTO list_sizes (list, size) VALUES (ifnull(NEW.organization_id, 0), 1)
            ON CONFLICT (list) DO UPDATE SET size = size + 1;
        END;
        CREATE TRIGGER clients_count_down AFTER DELETE ON clients BEGIN
            UPDATE list_sizes SET size = size - 1 WHERE list = ifnull(OLD.organization_id, 0);
        END;
        """
}
