import ArgumentParser

/// `mintmark audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "See who did what, and check that the log of it was not changed.",
        subcommands: [AuditList.self, AuditVerify.self])
}
