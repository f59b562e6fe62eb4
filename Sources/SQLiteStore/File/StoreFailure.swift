import GRDB
import StoredRows
import Stores

/// Turns the errors of GRDB and SQLite into ``StoreError``. SQL and its arguments stay out of them.
enum StoreFailure {
    /// What the caller is to see of `error`: what its own change threw, a ``StoreError``, or `CancellationError`.
    static func translated(_ error: any Error, file: StoreFile) -> any Error {
        switch error {
        case let refusal as Refusal: refusal.reason
        case is StoreError, is CancellationError: error
        case let failure as DatabaseError: storeError(failure, file)
        default: StoreError.unusable(file.path, "\(error)")
        }
    }

    private static func storeError(_ failure: DatabaseError, _ file: StoreFile) -> StoreError {
        let message = failure.message ?? "no message"
        return switch failure.resultCode {
        case .SQLITE_CONSTRAINT: constraint(failure, message, file.path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(file.path, message)
        case .SQLITE_FULL: .diskFull(file.path)
        case .SQLITE_IOERR: inputOutput(failure, message, file.path)
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: .busy(file.path, message)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            .inaccessible(file.path, file.accessFault ?? message)
        default: .unusable(file.path, message)
        }
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
            return .unusable(path, message)
        }
    }

    private static func inputOutput(_ failure: DatabaseError, _ message: String, _ path: String) -> StoreError {
        switch failure.extendedResultCode {
        case .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_TRUNCATE,
            .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMMAP:
            .unwritable(path, message)
        case .SQLITE_IOERR_DATA, .SQLITE_IOERR_CORRUPTFS:
            .damaged(path, message)
        default:
            .unreadable(path, "\(message), code \(failure.extendedResultCode.rawValue)")
        }
    }
}
