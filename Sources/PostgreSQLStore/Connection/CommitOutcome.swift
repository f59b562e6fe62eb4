import Stores

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds out what became of a transaction whose connection was lost between asking for COMMIT and its answer: the server
/// remembers how transactions ended.
struct CommitOutcome {
    /// The transaction was not committed: it may be run again.
    struct RolledBack: Error {
        let failure: ServerFailure
    }

    /// SQL for what tells a transaction: its number, and when its server was started. Another server, which took the
    /// place of the first, may have given the number to another transaction.
    static let identity = "txid_current() || ' ' || extract(epoch FROM pg_postmaster_start_time())"

    /// How long the server is asked for.
    private static let patience = Duration.seconds(5)

    let address: ServerAddress
    /// As ``identity`` gave it.
    let identity: String
    let place: StoreFailure

    /// Returns when the transaction was committed.
    /// - Throws: ``RolledBack``; ``StoreError`` `uncertain` when nobody can tell.
    func settle(_ failure: ServerFailure) throws {
        let deadline = ContinuousClock.now + Self.patience
        repeat {
            switch Result(catching: status) {
            case .success("committed"): return
            case .success("aborted"): throw RolledBack(failure: failure)
            // The server has not noticed yet that the connection is gone.
            case .success("in progress"): break
            case .failure(let error) where error.isConnectionLost: break
            default: throw place.uncertain(failure)
            }
            usleep(100_000)
        } while .now < deadline
        throw place.uncertain(failure)
    }

    /// - Returns: what `txid_status` gives; `nil` when another server answers, or this one has forgotten.
    private func status() throws(ServerFailure) -> String? {
        let parts = identity.split(separator: " ")
        guard parts.count == 2 else { return nil }
        return try Connection(address).text(
            """
            SELECT CASE WHEN extract(epoch FROM pg_postmaster_start_time())::text = '\(parts[1])' \
            THEN txid_status(\(parts[0])) END
            """)
    }
}
