import OAuthCore

extension ManagementError: Explainable {
    func failure(of settings: ConnectionSettings) -> CommandFailure {
        CommandFailure(
            message, details: violations.map { "\($0.field): \($0.description)" }, advice: advice(settings),
            status: status)
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
