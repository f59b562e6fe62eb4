/// A setting of the server: where it is found, what it means, and what holds when it is not given.
struct ConfigurationKey: Sendable {
    /// Its place in the configuration file; elements are nested.
    let path: [String]
    let type: String
    /// What holds when it is not given, for people.
    let standard: String
    var isSecret = false
    /// The variable of OpenTelemetry that counts when the setting is not given.
    let commonVariable: String?
    let help: String

    init(
        _ path: String, _ type: String, standard: String, isSecret: Bool = false, commonVariable: String? = nil,
        _ help: String
    ) {
        self.path = path.split(separator: ".").map(String.init)
        self.type = type
        self.standard = standard
        self.isSecret = isSecret
        self.commonVariable = commonVariable
        self.help = help + (commonVariable.map { " Also \($0)." } ?? "")
    }

    /// As in the configuration file: `token.lifetime`.
    var name: String { path.joined(separator: ".") }

    /// As in the environment: `MINTMARK_TOKEN_LIFETIME`.
    var variable: String { "MINTMARK_" + path.joined(separator: "_").uppercased() }

    /// As on the command line: `--token-lifetime`.
    var flag: String { "--" + path.joined(separator: "-").replacing("_", with: "-") }
}
