import Synchronization

/// Keeps metrics in memory and writes them in the text format of Prometheus, version 0.0.4.
///
/// Bootstrap swift-metrics with it, and serve ``exposition()`` with ``contentType``. Look an instrument up once and
/// keep it: a lookup takes a lock and two dictionary accesses, while counting costs one atomic addition and observing
/// one short lock of that series alone.
///
/// Names are adapted to Prometheus: characters it does not take become underscores, counters end in `_total`, timers
/// in `_seconds`. An instrument with the same name and labels is the same instrument.
package final class PrometheusRegistry: Sendable {
    /// The value of `Content-Type` for ``exposition()``.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The settings, which do not change after the start.
    let configuration: PrometheusConfiguration

    private let state = Mutex(RegistryState())

    /// Makes a registry without metrics.
    package init(configuration: PrometheusConfiguration = PrometheusConfiguration()) {
        self.configuration = configuration
    }

    /// Adds a value that is computed each time the metrics are read.
    /// - Parameters:
    ///   - name: the exported name; characters that Prometheus does not take become underscores.
    ///   - help: one sentence for the operator.
    ///   - labels: tell several values of one name apart. Adding the same name and labels again replaces the value.
    ///   - kind: whether the value may fall.
    ///   - value: is called on the thread that reads the metrics, so it has to be quick; nil leaves the value out.
    package func onScrape(
        name: String, help: String, labels: [(String, String)] = [], kind: ScrapedKind = .gauge,
        _ value: @escaping @Sendable () -> Double?
    ) {
        let name = MetricName.metric(name)
        let place = SeriesPlace(family: name, self.labels(labels))
        let instrument = ScrapedValue(place: place, value: value)
        state.withLock { state in
            state.withFamily(name, in: \.scraped, type: kind.type, help: { help }) { family in
                family.replace(with: instrument, limit: configuration.maximumSeriesPerMetric)
            }
        }
    }

    /// All metrics in UTF-8, in the order of their names and labels, for the answer to a scrape.
    package func exposition() -> [UInt8] {
        let families = state.withLock { $0.exposed }
        var writer = ExpositionWriter()
        for family in families {
            family.write(to: &writer)
        }
        return writer.bytes
    }

    /// The values of all metrics now, in the order of their names and labels, for those who send them elsewhere.
    package func readings() -> [MetricReading] {
        state.withLock { $0.exposed }.map(\.reading).filter { !$0.points.isEmpty }
    }

    /// The series of this name and these labels among those of one kind, made if it is new.
    func instrument<Instrument>(
        _ name: String, label: String, dimensions: [(String, String)], type: MetricType,
        in families: any RegistryState.Path<Instrument>,
        make: (SeriesPlace) -> Instrument
    ) -> Instrument {
        let labels = labels(dimensions)
        return state.withLock { state in
            state.withFamily(
                name, in: families, type: type,
                help: { configuration.description(name: name, label: label).help ?? label }
            ) { family in
                family.instrument(labels, limit: configuration.maximumSeriesPerMetric) { labels in
                    make(SeriesPlace(family: name, labels))
                }
            }
        }
    }

    /// Forgets a series.
    func remove<Instrument>(
        _ instrument: Instrument,
        from families: any RegistryState.Path<Instrument>
    ) {
        state.withLock { $0[keyPath: families][instrument.place.family]?.remove(instrument) }
    }

    private func labels(_ dimensions: [(String, String)]) -> MetricLabels {
        MetricLabels(dimensions, maximumValueBytes: configuration.maximumLabelValueBytes)
    }
}
