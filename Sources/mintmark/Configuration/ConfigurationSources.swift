import Configuration
import Foundation
import SystemPackage
import Yams

/// Where settings come from: flags first, then the environment, then a file.
struct ConfigurationSources: Sendable {
    private let reader: ConfigReader
    /// Names in the file and the environment that no setting has.
    let problems: [ConfigurationProblem]

    /// The variables that other commands read.
    private static let otherVariables: Set<String> = [
        "MINTMARK_CONFIG", "MINTMARK_CLIENT_ID", "MINTMARK_CLIENT_SECRET", "MINTMARK_PROFILE", "MINTMARK_BINARY",
        "MINTMARK_WEBHOOK_SECRET",
    ]

    /// - Parameters:
    ///   - flags: what was given on the command line, by variable name.
    ///   - environment: the variables of the process.
    ///   - file: the configuration file; `nil` for the one that `MINTMARK_CONFIG` names, if any.
    init(flags: [String: String], environment: [String: String], file: String?) async {
        let own = environment.filter { $0.key.hasPrefix("MINTMARK_") && !$0.value.isEmpty }
        var providers: [any ConfigProvider] = [Self.provider(flags), Self.provider(own)]
        var problems: [ConfigurationProblem] = []
        if let path = file ?? own["MINTMARK_CONFIG"] {
            do {
                problems += try Self.unknownNames(inFile: path)
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)))
            } catch {
                problems.append(.init(path, "cannot be read as YAML or JSON: \(Self.reason(error))"))
            }
        }
        providers.append(Self.provider(CommonVariables.settings(environment)))
        problems += CommonVariables.problems(environment)
        let known = Set(ConfigurationKey.all.map(\.variable)).union(Self.otherVariables)
        for name in own.keys.sorted() where !known.contains(name) {
            problems.append(.init(name, "is not a setting; mintmark check-config --keys lists all"))
        }
        reader = ConfigReader(providers: providers)
        self.problems = problems
    }

    private static func provider(_ variables: [String: String]) -> any ConfigProvider {
        EnvironmentVariablesProvider(
            environmentVariables: variables,
            secretsSpecifier: .specific(Set(ConfigurationKey.all.filter(\.isSecret).map(\.variable)))
        ).prefixKeys(with: "mintmark")
    }

    private static func reason(_ error: any Error) -> String {
        (error as NSError).domain == NSCocoaErrorDomain ? error.localizedDescription : "\(error)"
    }

    /// A misspelt name would silently leave the default in force.
    private static func unknownNames(inFile path: String) throws -> [ConfigurationProblem] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        guard let document = try Yams.compose(yaml: text), let root = document.mapping else { return [] }
        let known = Set(ConfigurationKey.all.map(\.name))
        let lists = Set(
            [
                ConfigurationKey.trustedProxies, .tokenAudience, .webhooksRetryDelays, .telemetryHeaders,
                .telemetryResourceAttributes,
            ]
            .map(\.name))
        return values(in: root, below: "").sorted { $0.key < $1.key }.compactMap { name, value in
            if !known.contains(name) {
                return .init("\(name) in \(path)", "is not a setting; mintmark check-config --keys lists all")
            }
            if value.sequence != nil, !lists.contains(name) { return .init("\(name) in \(path)", "must be one value") }
            return nil
        }
    }

    private static func values(in mapping: Node.Mapping, below prefix: String) -> [(key: String, value: Node)] {
        mapping.flatMap { key, value -> [(key: String, value: Node)] in
            let name = prefix + (key.string ?? "?")
            guard let inner = value.mapping, !ConfigurationKey.all.contains(where: { $0.name == name }) else {
                return [(name, value)]
            }
            return values(in: inner, below: name + ".")
        }
    }

    /// The value of a setting; `nil` when nobody gives one.
    func text(_ key: ConfigurationKey) -> String? {
        reader.string(forKey: ConfigKey(key.path), isSecret: key.isSecret).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The values of a list; empty when nobody gives one.
    func texts(_ key: ConfigurationKey) -> [String] {
        let values =
            reader.stringArray(forKey: ConfigKey(key.path), isSecret: key.isSecret)
            ?? text(key)?.split(separator: ",").map(String.init)
        return (values ?? []).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
