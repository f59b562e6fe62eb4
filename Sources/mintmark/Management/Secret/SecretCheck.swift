import ArgumentParser
import Foundation
import ManagementClient
import OAuthCore

/// `mintmark secret check`: what can be said of a text without a server.
struct SecretCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say whether a text has the form of a client secret and its checksum is right.",
        discussion: """
            Needs no server, no network and no settings, and never prints the text. It cannot tell whether the secret is \
            in force. Exits with 0 when form and checksum are right, 1 when not, 2 on wrong use. The output is always \
            one line, `well_formed=true prefix=acme_live checksum=ok`, or with --json an object with these three \
            members; checksum is ok, wrong or none.
            """)

    /// More than one is refused here, since the parser would repeat a text that it does not expect.
    @Argument(
        help: ArgumentHelp(
            "The text; - reads one line from standard input, which keeps it out of process lists and the shell's history.",
            valueName: "value"))
    var values: [String]

    @Flag(help: "Print JSON, for programs.")
    var json = false

    func validate() throws {
        guard values.count == 1 else { throw ValidationError("give one value, or - to read it from standard input") }
    }

    func run() throws {
        let text = values[0] == "-" ? Self.line() : values[0]
        let form = SecretForm(text)
        let report = SecretFormReport(form)
        try StandardStream.output.write(json ? report.jsonLine : report.line)
        guard form.checksum == .ok else { throw ExitCode(ExitStatus.failure.rawValue) }
    }

    /// The first line of standard input, as far as it could be a secret.
    private static func line() -> String {
        var bytes: [UInt8] = []
        while bytes.count <= PlainSecret.maximumSize {
            let byte = getchar()
            guard byte != EOF, byte != Int32(UInt8(ascii: "\n")) else { break }
            bytes.append(UInt8(truncatingIfNeeded: byte))
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
