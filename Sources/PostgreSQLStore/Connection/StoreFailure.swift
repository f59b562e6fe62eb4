import StoredRows
import Stores

/// Turns what the server reported into ``StoreError``. SQL and its arguments stay out of them.
struct StoreFailure: Sendable {
    /// The server and the database, for messages.
    let place: String

    /// What the caller is to see of `error`: what its own change threw, or a ``StoreError``.
    func translated(_ error: any Error) -> any Error {
        switch error {
        case let refusal as Refusal: refusal.reason
        case is StoreError, is CancellationError: error
        case let failure as ServerFailure: storeError(failure)
        default: StoreError(.unavailable, "the database \(place) could not be used: \(error)")
        }
    }

    /// The connection was lost between asking for COMMIT and its answer, and nobody can tell what became of the change.
    func uncertain(_ failure: ServerFailure) -> StoreError {
        StoreError(
            .uncertain,
            """
            the connection to the database \(place) was lost while a change was being committed (\(failure.message)): \
            look whether it was made before you ask for it again
            """)
    }

    var overloaded: StoreError {
        StoreError(.unavailable, "too many calls wait for the database \(place): try again")
    }

    private func storeError(_ failure: ServerFailure) -> StoreError {
        guard let state = failure.state else {
            let advice = Self.advice(failure.message).map { "; " + $0 } ?? ""
            return StoreError(.unavailable, "the database \(place) cannot be reached: \(failure.message)\(advice)")
        }
        switch state {
        case "23505": return duplicate(failure.constraint ?? "")
        case "23503":
            // The one reference that does not come from the store itself.
            return StoreError(.missingReference, field: "organization_id", "there is no organization with this id")
        case "53100":
            return StoreError(
                .full,
                """
                the disk of the database \(place) is full: free space, then try again; nothing that was acknowledged \
                is lost
                """)
        case "57014", "55P03", "40001", "40P01":
            return StoreError(
                .unavailable, "the database \(place) is busy (\(failure.message)): try again")
        case "25006":
            return StoreError(
                .unavailable,
                "the database \(place) takes no changes (\(failure.message)): name the primary server in the store's URL"
            )
        case "42501":
            return StoreError(
                .unavailable,
                "the database \(place) refuses what Mintmark needs (\(failure.message)): make its user the owner")
        case _ where state.hasPrefix("XX"):
            return StoreError(
                .corrupt, "the database \(place) reports damage (\(failure.message)): restore it from a backup")
        default:
            return StoreError(.unavailable, "the database \(place) could not be used: \(failure.message) (\(state))")
        }
    }

    /// What to do about a connection that could not be made. libpq gives no codes for it.
    private static func advice(_ message: String) -> String? {
        let advice = [
            (
                "SSL error",
                "the certificate of the server is not one that sslrootcert trusts: name the authority that gave it in the "
                    + "store's URL"
            ),
            ("does not match host name", "use the name that the certificate has as host in the store's URL"),
            ("root certificate file", "name the file with the server's authority as sslrootcert in the store's URL"),
            (
                "does not support SSL",
                "turn TLS on there (ssl = on), or, on a network that nobody listens to, take sslmode out of the store's URL"
            ),
            (
                "no encryption",
                "the server may take connections with TLS alone: add sslmode=verify-full to the store's URL"
            ),
            ("password authentication failed", "check user and password in the store's URL"),
        ]
        return advice.first { message.contains($0.0) }?.1
    }

    private func duplicate(_ constraint: String) -> StoreError {
        let field = constraint.hasSuffix("external_id_key") ? "external_id" : "id"
        return StoreError(.duplicate, field: field, "\(field) is taken already (\(constraint))")
    }
}
