/// A response that Mintmark would not give: something else answers at that URL, or stands between.
public struct UnexpectedAnswer: Error, Equatable {
    let httpStatus: Int
    /// What came, or what was missed.
    let reason: String
    /// Where a redirect leads.
    let location: String?

    init(_ response: TransportResponse, _ reason: String) {
        httpStatus = response.status
        self.reason = reason
        location = (300..<400).contains(response.status) ? response.header("Location") : nil
    }
}

extension UnexpectedAnswer: Explainable {
    func failure(of settings: ConnectionSettings) -> CommandFailure {
        let what = "\(settings.issuer) answered with status \(httpStatus) and \(reason) that Mintmark would not give"
        if let location {
            return CommandFailure(
                what, advice: "it redirects to \(location); give the URL behind it as the issuer, redirects are not followed")
        }
        return CommandFailure(
            what, advice: "is the URL from \(settings.issuerOrigin) that of a Mintmark server?",
            status: ExitStatus(httpStatus: httpStatus))
    }
}
