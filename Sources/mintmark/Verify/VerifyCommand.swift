import ArgumentParser
import ManagementClient
import MintmarkValidator

/// `mintmark verify`: checks tokens and says what is wrong with them.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check access tokens and say what is wrong with them.",
        discussion:
            "Reads tokens from the arguments, or one a line from standard input. Exits with 0 when all are valid, "
            + "1 when one is not, 2 on wrong use.")

    @Argument(help: "The tokens; none to read them from standard input.")
    var tokens: [String] = []

    @OptionGroup var options: VerifyOptions

    func run() async throws {
        let validator = try await options.validator()
        let report = VerifyReport(asJSON: options.json, explains: options.explain, signatureOnly: options.signatureOnly)
        var isAllValid = true
        for token in tokens {
            isAllValid = try await check(token, validator, report) && isAllValid
        }
        if tokens.isEmpty {
            while let line = readLine() {
                let token = line.filter { !$0.isWhitespace }
                guard !token.isEmpty else { continue }
                isAllValid = try await check(token, validator, report) && isAllValid
            }
        }
        guard isAllValid else { throw ExitCode(ExitStatus.failure.rawValue) }
    }

    private func check(_ token: String, _ validator: TokenValidator, _ report: VerifyReport) async throws -> Bool {
        let examination = await validator.examine(token, signatureOnly: options.signatureOnly)
        try StandardStream.output.write(report.text(examination) + "\n")
        return examination.error == nil
    }
}
