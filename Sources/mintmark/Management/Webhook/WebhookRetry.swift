import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark webhook retry`.
struct WebhookRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Deliver again, whatever became of it: with the same id and body.")

    @Argument(help: ArgumentHelp("The webhook.", valueName: "webhook-id"))
    var webhook: PathSegment

    @Argument(help: ArgumentHelp("The delivery.", valueName: "delivery-id"))
    var delivery: PathSegment

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(.retryDelivery(delivery, ofWebhook: webhook))
        try output.show(document) { document in
            let deliveries: JSONValue = ["deliveries": .array([document["delivery"] ?? .null])]
            return try WebhookView.deliveries(deliveries, width: Terminal.width)
        }
    }
}
