import ArgumentParser

/// `mintmark webhook`.
struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook", abstract: "Have events sent to your own systems, signed and retried.",
        subcommands: [
            WebhookCreate.self, WebhookList.self, WebhookGet.self, WebhookUpdate.self, WebhookDelete.self,
            WebhookRotateSecret.self, WebhookTest.self, WebhookDeliveries.self, WebhookRetry.self, WebhookVerify.self,
        ])
}
