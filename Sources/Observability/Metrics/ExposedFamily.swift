/// A metric that can be written, whatever its instruments are.
protocol ExposedFamily: Sendable {
    /// The exported name.
    var name: String { get }

    /// Writes the header and all series in a stable order, or nothing if there are none.
    func write(to writer: inout ExpositionWriter)

    /// All series in the same order.
    var reading: MetricReading { get }
}
