import ArgumentParser
import Foundation
import ManagementClient
import OAuthCore
import Webhooks

/// `mintmark webhook verify`: checks a message that a receiver got, without any network.
struct WebhookVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the signature of a message; its body is read from standard input.",
        discussion: "Exits with 0 when it is valid, with 1 when it is not. Needs no server.")

    @Option(help: ArgumentHelp("The header webhook-id.", valueName: "text"))
    var id: String

    @Option(help: ArgumentHelp("The header webhook-timestamp.", valueName: "seconds"))
    var timestamp: Int64

    @Option(help: ArgumentHelp("The header webhook-signature.", valueName: "text"))
    var signature: String

    @Option(
        help: ArgumentHelp(
            "The secret, whsec_…; prefer the environment, MINTMARK_WEBHOOK_SECRET: flags show in process lists.",
            valueName: "secret"),
        transform: { Secret($0) })
    var secret: Secret<String>?

    @Option(help: ArgumentHelp("How old the message may be: 5m; 0s for any age.", valueName: "duration"))
    var tolerance = Lifetime(seconds: 300)

    func run() async throws {
        let variable = ProcessInfo.processInfo.environment["MINTMARK_WEBHOOK_SECRET"].map { Secret($0) }
        guard let text = secret ?? variable, let secret = WebhookSecret(text) else {
            throw CommandFailure.usage(
                "the secret is missing or is none",
                advice: "give whsec_ and the base64 of 24 to 64 bytes with MINTMARK_WEBHOOK_SECRET or --secret")
        }
        let body = Array(FileHandle.standardInput.readDataToEndOfFile())
        guard WebhookSigner([secret]).isValid(signature, id: id, timestamp: timestamp, body: body) else {
            throw CommandFailure(
                "no signature is by this secret over this id, time and body",
                advice: "the body must be the bytes as they came, not JSON that was parsed and written anew")
        }
        let age = SystemClock().now().seconds - timestamp
        guard tolerance.seconds == 0 || abs(age) <= tolerance.seconds else {
            throw CommandFailure(
                "the signature is right, but the message is \(age) s old",
                advice: "it may be a repetition by somebody else")
        }
        try StandardStream.output.write("The message is valid.\n")
    }
}
