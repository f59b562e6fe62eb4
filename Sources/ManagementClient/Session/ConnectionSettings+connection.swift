extension ConnectionSettings {
    /// Runs `steps` with a transport to the server and closes it afterwards.
    /// - Throws: ``CommandFailure`` alone: every error is explained with these settings.
    package func withTransport<Answer: Sendable>(
        _ steps: (any Transport) async throws -> Answer
    ) async throws(CommandFailure) -> Answer {
        do {
            return try await AsyncHTTPTransport.with(self) { try await steps($0) }
        } catch {
            throw explained(error)
        }
    }

    /// Runs `steps` with a session of the management API.
    /// - Throws: ``CommandFailure`` alone.
    package func withSession<Answer: Sendable>(
        _ steps: (ManagementSession) async throws -> Answer
    ) async throws(CommandFailure) -> Answer {
        try await withTransport { transport in
            try await steps(ManagementSession.open(self, over: transport))
        }
    }

    /// An error in words for the person at the terminal.
    func explained(_ error: any Error) -> CommandFailure {
        switch error {
        case let failure as CommandFailure: failure
        case let error as any Explainable: error.failure(of: self)
        default: CommandFailure("\(error)")
        }
    }
}
