/// What the server or libpq reported: an SQLSTATE with its message, or a connection that was lost.
struct ServerFailure: Error {
    /// Five characters (PostgreSQL, Appendix A); `nil` when the server did not answer.
    let state: String?
    let message: String
    /// Of a constraint that was violated.
    var constraint: String?
    /// Whether the connection cannot be used any more.
    let isConnectionLost: Bool

    /// Whether the transaction met another one and would go through if it were run again.
    var isConflict: Bool { state == "40001" || state == "40P01" }
}
