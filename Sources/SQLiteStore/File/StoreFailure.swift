import GRDB
import Stores

/// Turns the errors of GRDB and SQLite into ``StoreError``, in words for the operator. SQL and its arguments stay out
/// of them.
enum StoreFailure {
    /// What the caller is to see of `error`: what its own change threw, a ``StoreError``, or `CancellationError`.
    static func translated(_ error: any Error, file: StoreFile) -> any Error {
        switch error {
        case let refusal as Refusal: refusal.reason
        case is StoreError, is CancellationError: error
        case let failure as DatabaseError: storeError(failure, file: file)
        default: StoreError(.unavailable, "the database \(file.path) could not be used: \(error)")
        }
    }

    private static func storeError(_ failure: DatabaseError, file: StoreFile) -> StoreError {
        let path = file.path
        let message = failure.message ?? "SQLite result code \(failure.extendedResultCode.rawValue)"
        switch failure.resultCode {
        case .SQLITE_CONSTRAINT:
            return constraint(failure, message, path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return damaged(path, message)
        case .SQLITE_FULL:
            return StoreError(
                .full,
                "the disk that holds \(path) is full: free space, then try again; nothing that was acknowledged is lost"
            )
        case .SQLITE_IOERR:
            return inputOutput(failure, message, path)
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            return StoreError(
                .unavailable,
                "the database \(path) is busy: another process is writing to it (\(message)); try again, and if it lasts, find that process with `fuser \(path)`"
            )
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return StoreError(
                .unavailable,
                "the database \(path) cannot be used: \(file.accessFault ?? message); let the user that runs Mintmark read and write the file and its directory"
            )
        default:
            return StoreError(.unavailable, "the database \(path) could not be used: \(message)")
        }
    }

    /// The error of a damaged file.
    static func damaged(_ path: String, _ finding: String) -> StoreError {
        StoreError(
            .corrupt,
            "\(path) is not a readable SQLite database: restore it from a backup, with the -wal and -shm files beside it moved away (SQLite says: \(finding))"
        )
    }

    private static func constraint(_ failure: DatabaseError, _ message: String, _ path: String) -> StoreError {
        switch failure.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            // "UNIQUE constraint failed: organizations.external_id"
            let place = message.split(separator: " ").last ?? ""
            let field = String(place.split(separator: ".").last ?? "id")
            return StoreError(.duplicate, field: field, "\(field) is taken already (\(place))")
        case .SQLITE_CONSTRAINT_FOREIGNKEY:
            // The one reference that does not come from the store itself.
            return StoreError(.missingReference, field: "organization_id", "there is no organization with this id")
        default:
            return StoreError(.unavailable, "the database \(path) refused a row: \(message)")
        }
    }

    private static func inputOutput(_ failure: DatabaseError, _ message: String, _ path: String) -> StoreError {
        switch failure.extendedResultCode {
        case .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_TRUNCATE,
            .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMMAP:
            StoreError(
                .full,
                "\(path) could not be written (\(message)): its disk is full, over a quota or failing; free space or see the system's log, then try again; nothing that was acknowledged is lost"
            )
        case .SQLITE_IOERR_DATA, .SQLITE_IOERR_CORRUPTFS:
            damaged(path, message)
        default:
            StoreError(
                .unavailable,
                "\(path) could not be read (\(message), code \(failure.extendedResultCode.rawValue)): see the system's log for faults of its disk"
            )
        }
    }
}
