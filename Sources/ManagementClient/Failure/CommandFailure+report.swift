extension CommandFailure {
    /// Writes what went wrong to standard error.
    /// - Parameter error: what a command threw. An error that is no ``CommandFailure`` is named as it describes itself.
    /// - Returns: what the process should exit with.
    package static func report(_ error: any Error) -> ExitStatus {
        let failure = error as? CommandFailure ?? CommandFailure("\(error)")
        StandardStream.error.writeIgnoringFaults(failure.description + "\n")
        return failure.status
    }
}
