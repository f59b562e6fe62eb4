/// Carries messages of OTLP to the collector.
package protocol TelemetryTransport: Sendable {
    /// Sends one message, once.
    /// - Throws: when nobody answered.
    func send(_ body: [UInt8], _ signal: TelemetrySignal) async throws -> TelemetryAnswer

    func close() async
}

/// What a collector answers.
package struct TelemetryAnswer: Equatable, Sendable {
    /// The HTTP status.
    package var status: Int
    /// The value of `Retry-After`.
    package var retryAfter: String?
    package var body: [UInt8]

    /// The most bytes of a body that are read.
    static let maximumBodySize = 64 * 1024

    package init(status: Int, retryAfter: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }
}
