import OAuthCore
import Testing

@testable import ManagementClient

@Suite struct CommandFailureTests {
    @Test func linesInTheirOrder() {
        let failure = CommandFailure("it went wrong", details: ["a: b", "c: d"], advice: "do this")
        #expect(failure.description == "mintmark: it went wrong\n  a: b\n  c: d\ndo this")
        #expect(CommandFailure("short").description == "mintmark: short")
        #expect(CommandFailure.usage("wrong").status == .usage)
    }

    @Test func nothingInItDrivesTheTerminal() {
        let failure = CommandFailure("a\u{1B}[2Jb\nc", details: ["\u{9B}x"], advice: "\u{202E}y\u{2028}")
        #expect(failure.description == "mintmark: a\u{FFFD}[2Jb\u{FFFD}c\n  \u{FFFD}x\n\u{FFFD}y\u{FFFD}")
    }

    @Test(arguments: [
        (TransportFailure.unreachable("Connection refused"), ManagementClient.ExitStatus.unavailable),
        (.timedOut, .unavailable),
        (.untrusted("its certificate is not trusted"), .unavailable), (.brokenOff("reset"), .unavailable),
        (.tooLarge, .failure), (.certificateFile("it holds no certificate in PEM"), .usage),
    ])
    func transportFailures(failure: TransportFailure, status: ManagementClient.ExitStatus) throws {
        let explained = try Fixture.settings().explained(failure)
        #expect(explained.status == status)
        #expect(explained.advice != nil)
    }

    @Test func unknownErrorsKeepTheirWords() throws {
        struct Odd: Error, CustomStringConvertible { let description = "odd" }
        #expect(try Fixture.settings().explained(Odd()) == CommandFailure("odd"))
        #expect(try Fixture.settings().explained(CommandFailure.usage("u")) == .usage("u"))
    }

    @Test func redactionLeavesShortTextsAlone() {
        let redaction = Redaction(Secret("secret1"), Secret("a"), Secret(""))
        #expect(redaction.clean("a secret1 and secret1") == "a [redacted] and [redacted]")
        #expect(redaction.clean(String(repeating: "x", count: 1000)).count == 601)
    }

    @Test func deadlinesEndWhatHangs() async {
        await #expect(throws: TransportFailure.timedOut) {
            try await Deadline.run(seconds: 0) { try await Task.sleep(for: .seconds(60)) }
        }
    }
}
