/// The second migration: what nodes tell each other of the use of limits.
enum LimitUseSchema {
    static let statements = [
        "INSERT INTO counters (name, value) VALUES ('limit_uses', 0)",
        // Times are the server's: microseconds here, milliseconds in the other tables.
        """
        CREATE TABLE rate_uses (
            limit_name TEXT NOT NULL,
            subject TEXT NOT NULL,
            arrival BIGINT NOT NULL,
            cost BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            PRIMARY KEY (limit_name, subject)
        )
        """,
        "CREATE INDEX rate_uses_by_revision ON rate_uses (revision)",
        "CREATE INDEX rate_uses_by_arrival ON rate_uses (arrival)",
        """
        CREATE TABLE period_uses (
            limit_name TEXT NOT NULL,
            subject TEXT NOT NULL,
            start_time BIGINT NOT NULL,
            period BIGINT NOT NULL,
            count BIGINT NOT NULL,
            end_time BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            PRIMARY KEY (limit_name, subject)
        )
        """,
        "CREATE INDEX period_uses_by_revision ON period_uses (revision)",
        "CREATE INDEX period_uses_by_end_time ON period_uses (end_time)",
        """
        CREATE TABLE nodes (
            id BIGINT PRIMARY KEY,
            seen_time BIGINT NOT NULL
        )
        """,
    ]
}

/// The third migration: when the uses were written, so that a clock that was set back since is noticed.
enum LimitUseTimeSchema {
    static let statements = [
        "ALTER TABLE rate_uses ADD COLUMN update_time BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE period_uses ADD COLUMN update_time BIGINT NOT NULL DEFAULT 0",
    ]
}
