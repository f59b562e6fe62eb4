import ArgumentParser
import JOSE
import ManagementClient
import OAuthCore

/// `mintmark key rotate`.
struct KeyRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Let the announced key sign, and announce a new one.",
        discussion: """
            The key that signed until now stays published until its last token has expired. A key signs only after it \
            has been published for longer than validators cache the key set; a rotation before that is refused.
            """)

    @Option(help: ArgumentHelp("The algorithm of the new key: RS256, PS256, ES256 or EdDSA.", valueName: "alg"))
    var algorithm: String?

    @Flag(help: "When the announced key is too new, wait until it may sign.")
    var wait = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.withSession { try await rotate($0) }
        try output.show(document) { try KeyView.list($0, width: Terminal.width) }
        if let key = KeyView.signingKey(document) { output.hint("new tokens are signed by \(key) from now on") }
    }

    /// Asks for the rotation until it is granted or refused for another reason than its time.
    private func rotate(_ session: ManagementSession) async throws -> JSONValue {
        let request = ManagementRequest.rotateKeys(announcing: algorithm)
        var session = session
        var pause = KeyRotationWait()
        while true {
            do {
                return try await session.send(request)
            } catch let error as ManagementError {
                guard wait, let earliest = error.earliestSwitchTime else { throw error }
                let seconds = pause.next(until: earliest, now: SystemClock().now())
                output.hint(KeyRotationWait.hint(seconds, until: earliest))
                try await Task.sleep(for: .seconds(seconds))
                session = try await session.renewed()
            }
        }
    }
}
