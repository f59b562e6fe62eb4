/// One metric with all its series.
struct MetricFamily<Instrument: PrometheusInstrument>: ExposedFamily {
    /// The exported name.
    let name: String

    private let help: String
    private let type: MetricType
    private var series: [String: Instrument] = [:]
    private var overflow: Instrument?

    init(name: String, help: String, type: MetricType) {
        self.name = name
        self.help = help
        self.type = type
    }

    /// The series with these labels, made if it is new; the overflow series once there are `limit` of them.
    mutating func instrument(_ labels: MetricLabels, limit: Int, make: (_ labels: MetricLabels) -> Instrument)
        -> Instrument
    {
        if let known = series[labels.text] { return known }
        if let overflow, overflow.place.labels == labels.text { return overflow }
        if series.count < limit {
            let instrument = make(labels)
            series[labels.text] = instrument
            return instrument
        }
        if let overflow { return overflow }
        let shared = labels.overflow
        if let known = series[shared.text] { return known }
        let instrument = make(shared)
        overflow = instrument
        return instrument
    }

    /// Puts a series in the place of the one with the same labels; ignored if that would be one series too many.
    mutating func replace(with instrument: Instrument, limit: Int) {
        guard series[instrument.place.labels] != nil || series.count < limit else { return }
        series[instrument.place.labels] = instrument
    }

    /// Forgets a series; the overflow series stays.
    mutating func remove(_ instrument: Instrument) {
        guard series[instrument.place.labels] === instrument else { return }
        series[instrument.place.labels] = nil
    }

    private var all: [Instrument] {
        (series.values + (overflow.map { [$0] } ?? [])).sorted { $0.place.labels < $1.place.labels }
    }

    func write(to writer: inout ExpositionWriter) {
        let all = all
        guard !all.isEmpty else { return }
        writer.header(name: name, help: help, type: type)
        for instrument in all {
            instrument.write(name: name, to: &writer)
        }
    }

    var reading: MetricReading {
        MetricReading(
            name: name, help: help, type: type,
            points: all.compactMap { instrument in
                instrument.value.map { MetricPoint(labels: instrument.place.pairs, value: $0) }
            })
    }
}
