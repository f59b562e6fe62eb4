import ArgumentParser
import JOSE
import ManagementClient
import OAuthCore

/// What all revocations take.
struct RevokeOptions: ParsableArguments {
    @Option(help: "Why, for the audit log and the list.")
    var reason: String?

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    /// Asks, ends the tokens and shows what was done.
    /// - Parameter tokens: which tokens, in words.
    func revoke(_ subject: JSONValue.Member, _ tokens: String, issuedBefore: Timestamp? = nil) async throws {
        try confirmation.require("end \(tokens)")
        let document = try await connection.send(
            .revoke(subject, issuedBefore: issuedBefore?.description, reason: reason))
        try output.show(document, RevocationView.done)
    }
}

/// Up to when issued tokens end.
struct IssuedBeforeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "End those issued before this time, as in 2026-11-24T12:00:00Z, instead of now.", valueName: "time"),
        transform: { text in
            guard let time = Timestamp(rfc3339: text) else {
                throw ValidationError("--issued-before takes a time like 2026-11-24T12:00:00Z, not \(text)")
            }
            return time
        })
    var issuedBefore: Timestamp?
}
