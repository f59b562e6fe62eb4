/// A response that Mintmark would not give: something else answers at that URL, or stands between.
package struct UnexpectedAnswer: Error, Equatable {
    let httpStatus: Int
    /// What it should have held, as in `an access token`.
    let missing: String
    /// Where a redirect leads.
    let location: String?

    init(_ response: TransportResponse, missing: String) {
        httpStatus = response.status
        self.missing = missing
        location = (300..<400).contains(response.status) ? response.header("Location") : nil
    }
}

extension UnexpectedAnswer: Explainable {
    func failure(of settings: ConnectionSettings) -> CommandFailure {
        let what = "\(settings.issuer) answered with status \(httpStatus) but without \(missing)"
        if let location {
            return CommandFailure(
                what,
                advice: "it redirects to \(location); give the URL behind it as the issuer, redirects are not followed")
        }
        let status = ExitStatus(httpStatus: httpStatus)
        let later = status == .unavailable ? "it may be starting or too busy, so try again later; " : ""
        return CommandFailure(
            what, advice: "\(later)is the URL from \(settings.issuerOrigin) that of a Mintmark server?", status: status)
    }
}
