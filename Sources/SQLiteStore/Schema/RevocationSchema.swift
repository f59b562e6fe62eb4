/// The second migration.
enum RevocationSchema {
    /// One row for each subject. AUTOINCREMENT never gives a revision again, even when all rows are gone.
    static let tables = """
        CREATE TABLE revocations (
            revision INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            issued_before INTEGER NOT NULL,
            expire_time INTEGER NOT NULL,
            create_time INTEGER NOT NULL,
            reason TEXT NOT NULL,
            UNIQUE (kind, subject)
        );
        CREATE INDEX revocations_by_expire_time ON revocations (expire_time);
        """
}
