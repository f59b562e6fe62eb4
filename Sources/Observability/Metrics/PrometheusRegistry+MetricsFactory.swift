package import Metrics

extension PrometheusRegistry: MetricsFactory {
    /// The counter with this name and these labels.
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label: label, dimensions: dimensions)
    }

    /// The counter with this name and these labels; the same as ``makeCounter(label:dimensions:)`` gives.
    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label: label, dimensions: dimensions)
    }

    /// The gauge with this name and these labels.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label: label, dimensions: dimensions)
    }

    /// The histogram with this name and these labels, or the gauge if only the last value counts.
    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return gauge(label: label, dimensions: dimensions) }
        return histogram(MetricName.metric(label), label: label, dimensions: dimensions)
    }

    /// The histogram in seconds with this name and these labels.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(MetricName.timer(label), label: label, dimensions: dimensions)
    }

    /// Forgets a counter. Who still holds it counts in vain; asking again gives a new one that begins at zero.
    package func destroyCounter(_ handler: any CounterHandler) {
        guard let counter = handler as? PrometheusCounter else { return }
        remove(counter, from: \.counters)
    }

    /// Forgets a counter, like ``destroyCounter(_:)``.
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
        guard let counter = handler as? PrometheusCounter else { return }
        remove(counter, from: \.counters)
    }

    /// Forgets a gauge.
    package func destroyMeter(_ handler: any MeterHandler) {
        guard let gauge = handler as? PrometheusGauge else { return }
        remove(gauge, from: \.gauges)
    }

    /// Forgets a histogram or gauge.
    package func destroyRecorder(_ handler: any RecorderHandler) {
        switch handler {
        case let gauge as PrometheusGauge: remove(gauge, from: \.gauges)
        case let histogram as PrometheusHistogram: remove(histogram, from: \.histograms)
        default: break
        }
    }

    /// Forgets a histogram.
    package func destroyTimer(_ handler: any TimerHandler) {
        guard let histogram = handler as? PrometheusHistogram else { return }
        remove(histogram, from: \.histograms)
    }

    private func counter(label: String, dimensions: [(String, String)]) -> PrometheusCounter {
        instrument(
            MetricName.counter(label), label: label, dimensions: dimensions, type: .counter, in: \.counters,
            make: PrometheusCounter.init)
    }

    private func gauge(label: String, dimensions: [(String, String)]) -> PrometheusGauge {
        instrument(
            MetricName.metric(label), label: label, dimensions: dimensions, type: .gauge, in: \.gauges,
            make: PrometheusGauge.init)
    }

    private func histogram(_ name: String, label: String, dimensions: [(String, String)]) -> PrometheusHistogram {
        instrument(name, label: label, dimensions: dimensions, type: .histogram, in: \.histograms) { place in
            PrometheusHistogram(place: place, bounds: configuration.buckets(name: name, label: label))
        }
    }
}
