import ArgumentParser

/// `mintmark secret`.
struct SecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "Make, switch off and delete the secrets of an API client.",
        discussion: """
            To change a secret without a break: create a second one, give it to the application, look in the list whether \
            the old one is still used, deactivate it, and delete it.
            """,
        subcommands: [
            SecretCreate.self, SecretList.self, SecretDeactivate.self, SecretActivate.self, SecretDelete.self,
        ])
}
