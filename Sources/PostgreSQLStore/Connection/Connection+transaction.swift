extension Connection {
    /// Does something in one transaction, or not at all.
    /// - Parameters:
    ///   - begin: the statement that begins it.
    ///   - lostCommit: is told of a connection that was lost during COMMIT, whose outcome only the server knows; throws
    ///     unless the transaction was committed.
    /// - Throws: ``ServerFailure``, what `body` and `lostCommit` threw.
    func transaction<Value>(
        _ begin: String, lostCommit: (ServerFailure) throws -> Void, _ body: () throws -> Value
    ) throws -> Value {
        let value: Value
        do {
            try run(begin)
            value = try body()
        } catch {
            if isUsable { try? run("ROLLBACK") }
            throw error
        }
        do throws(ServerFailure) {
            try run("COMMIT")
        } catch {
            guard error.isConnectionLost else { throw error }
            try lostCommit(error)
        }
        return value
    }
}
