/// An error of this target that can say, knowing the connection, what went wrong and what to do.
protocol Explainable: Error {
    /// The error in words for the person at the terminal.
    func failure(of settings: ConnectionSettings) -> CommandFailure
}
