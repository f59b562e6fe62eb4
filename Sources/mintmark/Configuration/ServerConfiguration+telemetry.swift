import OAuthCore
import Telemetry
import Traces

extension ServerConfiguration {
    /// Where traces and metrics are sent; `nil` for nowhere.
    static func telemetry(_ values: inout ConfigurationValues) -> TelemetrySettings? {
        let resource = resource(&values)
        let headers = headers(&values)
        let samplers = Sampler.Name.allCases.map(\.rawValue)
        let sampler = Sampler.Name(
            rawValue: values.choice(
                .telemetrySampler, samplers, standard: Sampler.Name.parentBasedAlwaysOn.rawValue))
        let ratio = ratio(&values)
        let interval = values.number(.telemetryMetricInterval, 0...86_400_000, standard: 60_000)
        let isDisabled = values.choice(.telemetryDisabled, ["true", "false"], standard: "false") == "true"
        guard let text = values.text(.telemetryEndpoint) else { return nil }
        guard let endpoint = TelemetryEndpoint(text) else {
            values.refuse(
                .telemetryEndpoint,
                "must be an http or https URL without user, query and fragment, as http://127.0.0.1:4318; keys of the "
                    + "collector belong in telemetry.headers")
            return nil
        }
        guard !isDisabled else { return nil }
        return TelemetrySettings(
            endpoint: endpoint, headers: Secret(headers), resource: resource,
            sampler: Sampler(sampler ?? .parentBasedAlwaysOn, ratio: ratio), metricInterval: Int64(interval))
    }

    private static func ratio(_ values: inout ConfigurationValues) -> Double {
        guard let text = values.text(.telemetrySampleRatio) else { return 1 }
        guard let ratio = Double(text), (0...1).contains(ratio) else {
            values.refuse(.telemetrySampleRatio, "must be a number from 0 to 1, as 0.01; it is \(text)")
            return 1
        }
        return ratio
    }

    private static func headers(_ values: inout ConfigurationValues) -> [NameAndValue] {
        let texts = values.texts(.telemetryHeaders)
        let headers = texts.compactMap { NameAndValue($0) }.filter(\.isHeader)
        if headers.count != texts.count {
            values.refuse(.telemetryHeaders, "must hold headers as name=value, the value percent-encoded")
        }
        return headers
    }

    /// `service.name` has a variable of its own, which wins.
    private static func resource(_ values: inout ConfigurationValues) -> [NameAndValue] {
        let texts = values.texts(.telemetryResourceAttributes)
        let attributes = texts.compactMap { NameAndValue($0) }
        if attributes.count != texts.count {
            values.refuse(.telemetryResourceAttributes, "must hold attributes as name=value, the value percent-encoded")
        }
        let service = values.text(.telemetryServiceName)
        let given = attributes.last { $0.name == "service.name" }?.value
        let own: Set = ["service.name", "service.version", "service.instance.id"]
        return [
            NameAndValue("service.name", service ?? given ?? "mintmark"),
            NameAndValue("service.version", ProgramVersion.current),
        ] + attributes.filter { !own.contains($0.name) || $0.name == "service.instance.id" }
    }
}
