import ArgumentParser

/// `mintmark secret`.
struct SecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "Make, rotate, look through, check and end the secrets of API clients.",
        discussion: """
            To change a secret without a break: rotate, and give the application the new secret before the old one ends \
            by itself. The list shows whether an old one is still used, and from where.
            """,
        subcommands: [
            SecretCreate.self, SecretRotate.self, SecretList.self, SecretUpdate.self, SecretDeactivate.self,
            SecretActivate.self, SecretDelete.self, SecretCheck.self,
        ])
}
