/// A collector that takes OTLP over HTTP.
package struct TelemetryEndpoint: Equatable, Sendable {
    private let base: String

    /// - Parameter url: as in `OTEL_EXPORTER_OTLP_ENDPOINT`: http or https, without query, fragment and user.
    /// - Returns: `nil` for any other.
    package init?(_ url: String) {
        guard let scheme = ["http://", "https://"].first(where: { url.lowercased().hasPrefix($0) }) else { return nil }
        let rest = url.dropFirst(scheme.count)
        guard let first = rest.utf8.first, first != UInt8(ascii: "/"), first != UInt8(ascii: ":"),
            rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !rest.contains(where: { "?#@\\".contains($0) })
        else { return nil }
        base = url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    func url(of signal: TelemetrySignal) -> String { "\(base)/v1/\(signal.rawValue)" }
}
