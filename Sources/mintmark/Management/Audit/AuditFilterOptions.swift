import ArgumentParser
import ManagementClient
import OAuthCore

/// Which events are wanted.
struct AuditFilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "One action, as client.updated, or all that begin with a text that ends with a dot, as secret.",
            valueName: "action"))
    var action: String?

    @Option(help: ArgumentHelp("Who did it: the id of a client, or the name of a part of mintmark.", valueName: "id"))
    var actor: String?

    @Option(help: ArgumentHelp("What it was done to.", valueName: "id"))
    var subject: String?

    @Option(name: .customLong("org"), help: ArgumentHelp("About this organization.", valueName: "organization-id"))
    var organization: String?

    // --client-id is the client that the command acts as.
    @Option(help: ArgumentHelp("About this client, its secrets included.", valueName: "client-id"))
    var client: String?

    @Option(name: .customLong("request"), help: ArgumentHelp("Done by this request.", valueName: "request-id"))
    var request: String?

    @Option(
        help: ArgumentHelp(
            "At this time or later: 2026-11-24T12:00:00Z, or as long ago as 15m, 24h or 7d.", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Before this time, given in the same way.", valueName: "time"))
    var until: String?

    func query() throws -> AuditQuery {
        var query = AuditQuery()
        query.action = action
        query.actor = actor
        query.subject = subject
        query.organizationID = organization
        query.clientID = client
        query.requestID = request
        query.since = try since.map { try Self.time($0, "--since") }
        query.until = try until.map { try Self.time($0, "--until") }
        return query
    }

    private static func time(_ text: String, _ option: String) throws -> String {
        if let time = Timestamp(rfc3339: text) { return time.description }
        guard text.last?.isLetter == true, let age = Lifetime(text), age.seconds < 1_000_000_000_000 else {
            throw CommandFailure.usage(
                "\(option) is \(text), which is no time", advice: "give 2026-11-24T12:00:00Z, or 15m, 24h or 7d")
        }
        return SystemClock().now().adding(seconds: -age.seconds).description
    }
}
