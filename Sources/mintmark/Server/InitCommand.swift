import ArgumentParser
import ManagementClient
import OAuthCore
import Stores

/// `mintmark init`: makes an installation, and never touches one that is there.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the store, the master key, the signing keys and the first environment client.",
        discussion: "Nothing is ever overwritten. When the secret of the first environment client is lost, stop the "
            + "server and run it with --add-environment-client.")

    @OptionGroup var flags: ConfigurationFlags

    @Option(help: "Write the credentials to this new file (JSON, mode 0600) instead of printing them.")
    var credentials: String?

    @Flag(help: "Make one more environment client in an installation that is there.")
    var addEnvironmentClient = false

    func run() async throws {
        let configuration = try await ProductionConfiguration.read(flags)
        if let credentials, PrivateFile(path: credentials).exists {
            throw CommandFailure(
                "\(credentials) exists", advice: "name a new file with --credentials", status: .refused)
        }
        let installation = try await Installation.open(
            configuration, addEnvironmentClient ? .existing : .createIfMissing)
        try await checkIsNew(installation)
        let assembly = ServerAssembly(installation: installation, logger: ServerRun.logger(configuration))
        _ = try await assembly.keyRing()
        // The file has to be there before the client is: its secret is known nowhere else.
        if let credentials { try PrivateFile(path: credentials).create(Secret("")) }
        do {
            try await makeFirstClient(assembly)
        } catch {
            if let credentials { PrivateFile(path: credentials).remove() }
            throw error
        }
        try await installation.store.close()
    }

    private func makeFirstClient(_ assembly: ServerAssembly) async throws {
        let actor = Actor(name: "mintmark init")
        let first = try await FirstCredentials(assembly: assembly, actor: actor).make()
        do {
            try show(first)
        } catch {
            let event = AuditEvent(
                time: assembly.installation.clock.now(), action: .clientDeleted, actor: actor,
                subject: first.environmentClientID.description)
            _ = try await assembly.installation.store.deleteClient(
                first.environmentClientID, of: nil, recording: event)
            throw error
        }
    }

    private func checkIsNew(_ installation: Installation) async throws {
        let others = try await installation.store.clients(of: nil, try PageRequest(size: 1))
        guard !addEnvironmentClient, others.totalCount > 0 else { return }
        throw CommandFailure(
            "\(installation.configuration.dataDirectory) holds an installation already; nothing was changed",
            advice:
                "start it with mintmark serve, or run mintmark init --add-environment-client if the credentials are lost",
            status: .refused)
    }

    private func show(_ first: Credentials) throws {
        guard let credentials else {
            return try StandardStream.output.write(
                """
                The environment client, which may do everything:
                  client id      \(first.environmentClientID)
                  client secret  \(first.environmentClientSecret.reveal())
                The secret is shown this once. Keep it, and a copy of the master key, in a safe place.

                """)
        }
        try PrivateFile(path: credentials).replace(first.json)
        try StandardStream.output.write(
            "The environment client is in \(credentials). Keep a copy of the master key too.\n")
    }
}
