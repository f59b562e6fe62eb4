/// All metrics of a registry by kind, and the names they take.
struct RegistryState {
    /// The metrics of one kind by the key in ``SeriesPlace/family``.
    typealias Families<Instrument: PrometheusInstrument> = [String: MetricFamily<Instrument>]

    /// Where in the state the metrics of one kind are.
    typealias Path<Instrument: PrometheusInstrument> = WritableKeyPath<RegistryState, Families<Instrument>> & Sendable

    var counters: Families<PrometheusCounter> = [:]
    var gauges: Families<PrometheusGauge> = [:]
    var histograms: Families<PrometheusHistogram> = [:]
    var scraped: Families<ScrapedValue> = [:]
    private var names: Set<String> = []

    /// All metrics in the order of their names.
    var exposed: [any ExposedFamily] {
        var all: [any ExposedFamily] = Array(counters.values)
        all += Array(gauges.values) as [any ExposedFamily]
        all += Array(histograms.values) as [any ExposedFamily]
        all += Array(scraped.values) as [any ExposedFamily]
        return all.sorted { $0.name < $1.name }
    }

    /// Runs `body` on the family of this name among those of one kind, which is made if it is new.
    mutating func withFamily<Instrument, Result>(
        _ name: String, in families: any Path<Instrument>, type: MetricType, help: () -> String,
        _ body: (inout MetricFamily<Instrument>) -> Result
    ) -> Result {
        // Taken out while it changes, so that its dictionary has one owner and is not copied.
        var family =
            self[keyPath: families].removeValue(forKey: name)
            ?? MetricFamily(name: claim(name, type: type), help: help(), type: type)
        defer { self[keyPath: families][name] = family }
        return body(&family)
    }

    /// Where a metric of another kind has the name already, the new one is exported under a longer name, with its kind
    /// appended: the text format allows each name once, and no value is lost.
    private mutating func claim(_ name: String, type: MetricType) -> String {
        var exported = name
        while !names.isDisjoint(with: type.names(of: exported)) {
            exported += "_" + type.rawValue
        }
        names.formUnion(type.names(of: exported))
        return exported
    }
}
