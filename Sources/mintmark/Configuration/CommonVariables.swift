/// The variables that OpenTelemetry defines for all programs. They count where Mintmark's own settings say nothing.
enum CommonVariables {
    /// What they say, by the name that the setting has in the environment.
    static func settings(_ environment: [String: String]) -> [String: String] {
        var settings: [String: String] = [:]
        for key in ConfigurationKey.all {
            guard let name = key.commonVariable, let value = environment[name], !value.isEmpty else { continue }
            settings[key.variable] = key.name == ConfigurationKey.telemetryDisabled.name ? value.lowercased() : value
        }
        return settings
    }

    /// What they ask for that Mintmark does not do.
    static func problems(_ environment: [String: String]) -> [ConfigurationProblem] {
        let name = "OTEL_EXPORTER_OTLP_PROTOCOL"
        guard let value = environment[name], !value.isEmpty, value != "http/protobuf",
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"]?.isEmpty == false,
            environment["OTEL_SDK_DISABLED"]?.lowercased() != "true"
        else { return [] }
        return [
            .init(
                name,
                "is \(value.prefix(40)), but Mintmark sends by http/protobuf alone: set it so, with the collector's port for "
                    + "HTTP (4318), or set OTEL_SDK_DISABLED to true")
        ]
    }
}
