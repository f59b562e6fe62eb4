package import OAuthCore
package import Traces

/// Where traces and metrics are sent, and how much of them.
package struct TelemetrySettings: Sendable {
    package var endpoint: TelemetryEndpoint
    /// What every request to the collector carries, as keys of an account with a vendor.
    package var headers: Secret<[NameAndValue]>
    /// What is said of this server: `service.name` and the like.
    package var resource: [NameAndValue]
    package var sampler: Sampler
    /// How often metrics are sent, in milliseconds; 0 for never.
    package var metricInterval: Int64
    /// How long the collector may take for one request, in milliseconds.
    package var timeout: Int64

    package init(
        endpoint: TelemetryEndpoint, headers: Secret<[NameAndValue]> = Secret([]), resource: [NameAndValue] = [],
        sampler: Sampler = Sampler(.parentBasedAlwaysOn), metricInterval: Int64 = 60_000, timeout: Int64 = 10_000
    ) {
        self.endpoint = endpoint
        self.headers = headers
        self.resource = resource
        self.sampler = sampler
        self.metricInterval = metricInterval
        self.timeout = timeout
    }
}
