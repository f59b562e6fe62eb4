import ArgumentParser
import JOSE
import ManagementClient
import OAuthCore

/// `mintmark doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check a running installation and say what to do.",
        discussion: """
            Looks at it from outside, as clients and validators do: whether it is ready, issuer and clock, keys, how long a \
            token takes, and what signs. Exit status 1 when something is wrong.
            """)

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let settings = try connection.sources.settings(for: .environment)
        let findings = try await settings.withTransport { transport in
            await Examination(settings, over: transport, clock: SystemClock()).findings()
        }
        try output.show(["findings": .array(findings.map(\.json))]) { _ in findings.map(\.text).joined() }
        if findings.contains(where: { $0.grade == .bad }) { throw ExitCode(1) }
    }
}
