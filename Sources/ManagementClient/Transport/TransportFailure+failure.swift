extension TransportFailure: Explainable {
    func failure(of settings: ConnectionSettings) -> CommandFailure {
        let server = "\(settings.issuer)"
        let isRunning =
            "is it running, and is the URL from \(settings.issuerOrigin) right? `mintmark dev` starts a server here"
        switch self {
        case .unreachable(let reason):
            return CommandFailure("\(server) cannot be reached: \(reason)", advice: isRunning, status: .unavailable)
        case .timedOut:
            return CommandFailure(
                "\(server) did not answer within \(settings.timeout) s",
                advice: "--timeout SECONDS waits longer; \(isRunning)", status: .unavailable)
        case .untrusted(let reason):
            return CommandFailure(
                "no secure connection to \(server): \(reason)",
                advice: "is the URL right? for a private CA give the CA's certificate in PEM with --ca FILE",
                status: .unavailable)
        case .brokenOff(let reason):
            return CommandFailure(
                "the connection to \(server) broke off: \(reason)",
                advice:
                    "http and https may be mixed up; a write may or may not have been carried out: list before repeating it",
                status: .unavailable)
        case .tooLarge:
            return CommandFailure("the answer of \(server) is too large to be one of Mintmark", advice: isRunning)
        case .certificateFile(let reason):
            return .usage(
                "the certificate file \(settings.certificateAuthorityFile ?? "") cannot be used: \(reason)",
                advice: "--ca takes a PEM file with one or more CERTIFICATE blocks")
        }
    }
}
