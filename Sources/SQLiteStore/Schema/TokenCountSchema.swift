/// The migration that adds the counts of issued tokens.
enum TokenCountSchema {
    /// Without a reference to the clients: counts are written after the fact, when a client may be gone.
    static let tables = """
        CREATE TABLE token_counts (
            client_id INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            issued INTEGER NOT NULL,
            last_issue_time INTEGER NOT NULL,
            latest_expire_time INTEGER NOT NULL,
            PRIMARY KEY (client_id, hour)
        ) WITHOUT ROWID;
        CREATE INDEX token_counts_by_hour ON token_counts (hour);
        """
}
