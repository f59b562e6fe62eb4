import OAuthCore

extension ManagementError: Explainable {
    func failure(of settings: ConnectionSettings) -> CommandFailure {
        let fields = violations.map { "\($0.field): \($0.description)" }
        guard repeatsViolations else {
            return CommandFailure(message, details: fields, advice: advice(settings), status: status)
        }
        guard fields.count > 1 else { return CommandFailure(fields.joined(), advice: advice(settings), status: status) }
        return CommandFailure(
            "the server does not accept \(fields.count) of the values", details: fields, advice: advice(settings),
            status: status)
    }

    /// Whether the message says nothing that the fields do not say.
    private var repeatsViolations: Bool {
        !violations.isEmpty && violations.allSatisfy { message.contains($0.description) }
    }

    private var status: ExitStatus {
        ExitStatus(managementCode: code, httpStatus: httpStatus)
    }

    private func advice(_ settings: ConnectionSettings) -> String? {
        if let earliestSwitchTime {
            return "the announced key can sign from \(CellText.time(earliestSwitchTime)) on; --wait waits until then"
        }
        switch status {
        case .notAllowed:
            let client = "\(settings.credentials.clientID) (from \(settings.credentialsOrigin))"
            return "management calls need a client of the environment (skc_…) with a scope for it; this was \(client)"
        case .unavailable: return retryAfter.map { "try again after \($0) s" } ?? "try again later"
        case .failure: return requestID.map { "the server's log has the cause under request id \($0)" }
        default: return nil
        }
    }
}
