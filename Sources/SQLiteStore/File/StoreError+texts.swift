import Stores

/// What the operator reads: what happened to which file, and what to do.
extension StoreError {
    static func uncreatable(_ path: String, _ fault: String) -> StoreError {
        StoreError(
            .unavailable,
            """
            the database \(path) cannot be created: \(fault); create its directory and let the user that runs \
            Mintmark write there
            """)
    }

    static func inaccessible(_ path: String, _ fault: String) -> StoreError {
        StoreError(
            .unavailable,
            """
            the database \(path) cannot be used: \(fault); let the user that runs Mintmark read and write the file \
            and its directory
            """)
    }

    static func unusable(_ path: String, _ fault: String) -> StoreError {
        StoreError(.unavailable, "the database \(path) could not be used: \(fault)")
    }

    static func moved(_ path: String) -> StoreError {
        StoreError(
            .unavailable,
            """
            the database \(path) was removed or replaced while Mintmark has it open: what is written now is lost at \
            the next start; put the file back, or restart Mintmark
            """)
    }

    static func busy(_ path: String, _ finding: String) -> StoreError {
        StoreError(
            .unavailable,
            """
            the database \(path) is busy: another process is writing to it (\(finding)); try again, and if it lasts, \
            find that process with `fuser \(path)`
            """)
    }

    static func diskFull(_ path: String) -> StoreError {
        StoreError(
            .full,
            "the disk that holds \(path) is full: free space, then try again; nothing that was acknowledged is lost")
    }

    static func unwritable(_ path: String, _ finding: String) -> StoreError {
        StoreError(
            .full,
            """
            \(path) could not be written (\(finding)): its disk is full, over a quota or failing; free space or see \
            the system's log, then try again; nothing that was acknowledged is lost
            """)
    }

    static func unreadable(_ path: String, _ finding: String) -> StoreError {
        StoreError(
            .unavailable,
            "\(path) could not be read (\(finding)): see the system's log for faults of its disk, then try again")
    }

    static func damaged(_ path: String, _ finding: String) -> StoreError {
        StoreError(
            .corrupt,
            """
            \(path) is not a readable SQLite database: restore it from a backup, and move the -wal and -shm files \
            beside it away (SQLite says: \(finding))
            """)
    }

    static func foreign(_ path: String) -> StoreError {
        StoreError(
            .incompatible, "\(path) is an SQLite database of another program: give Mintmark a file of its own")
    }

    static func newer(_ path: String, oldest: Int64, mine: Int64) -> StoreError {
        StoreError(
            .incompatible,
            """
            \(path) was changed by a newer Mintmark that this one cannot work beside (it needs schema \(oldest), this \
            program has schema \(mine)): run the newer program, or restore the backup made before the upgrade
            """)
    }
}
