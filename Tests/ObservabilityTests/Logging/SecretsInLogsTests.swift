import Logging
import Observability
import Testing

/// Whatever carries a credential into a log call, no handler writes it.
struct SecretsInLogsTests {
    enum Form: CaseIterable {
        case json
        case plain

        func logger(_ output: CapturingLogOutput, provider: Logger.MetadataProvider?) -> Logger {
            switch self {
            case .json:
                Logger(label: "t") { JSONLogHandler(label: $0, output: output, metadataProvider: provider) }
            case .plain:
                Logger(label: "t") { _ in PlainLogHandler(output: output, metadataProvider: provider) }
            }
        }
    }

    struct Wrapped: CustomStringConvertible {
        let description: String
    }

    static let texts: [(text: String, hidden: String)] =
        (Credentials.secrets + Credentials.tokens).map { ($0, $0) }
        + Credentials.values.filter { $0.count > 1 }.flatMap { [("Bearer \($0)", $0), ("Basic \($0)", $0)] }

    @Test(arguments: Form.allCases)
    func secretsNeverReachALogLine(_ form: Form) {
        for (text, hidden) in Self.texts {
            let output = CapturingLogOutput()
            var logger = form.logger(output, provider: Logger.MetadataProvider { ["provided": "\(text)"] })
            logger[metadataKey: "own"] = "\(text)"
            logger.error("before \(text) after", error: WrappedError(description: text))
            logger.error(
                "m",
                metadata: [
                    "string": "\(text)", "convertible": .stringConvertible(Wrapped(description: "a \(text)")),
                    "list": ["x", "\(text)", ["\(text)"]], "nested": ["deep": ["deeper": "\(text)"]], "\(text)": "name",
                    "inner": ["\(text)": "name"],
                ])
            let written = output.texts.joined(separator: "\n")
            #expect(!written.contains(hidden), "\(text)")
            #expect(written.contains("[redacted]"))
        }
    }

    @Test(
        arguments: Form.allCases,
        [
            "authorization", "Client_Secret", "access_token", "plain_secret", "password", "master_key",
            "req.authorization",
        ])
    func valuesOfSecretNamesNeverReachALogLine(_ form: Form, name: String) {
        let values: [Logger.MetadataValue] = [
            "hunter2", .stringConvertible("hunter2"), ["hunter2"], ["a": "hunter2"], [["a": ["hunter2"]]],
            .stringConvertible(72_732),
        ]
        for value in values {
            let output = CapturingLogOutput()
            let logger = form.logger(output, provider: nil)
            logger.error("m", metadata: [name: value, "nested": [name: value], "list": [[name: value]]])
            let written = output.texts.joined()
            #expect(!written.contains("hunter2") && !written.contains("72732"))
            #expect(written.ranges(of: "[redacted]").count == 3)
        }
    }

    @Test func namesThatAreRedactedStayApart() throws {
        let output = CapturingLogOutput()
        let metadata = Logger.Metadata(
            uniqueKeysWithValues: (Credentials.secrets + ["[redacted]"]).map { ($0, "v") })
        Form.json.logger(output, provider: nil).error("m", metadata: ["nested": .dictionary(metadata)])
        let json = try JSONReader.read(output.lines[0].dropLast())
        #expect(json["nested"]?.members.count == metadata.count)
    }

    struct WrappedError: Error, CustomStringConvertible {
        let description: String
    }
}
