import Synchronization
import Telemetry

/// A collector that answers as it is told, and otherwise takes everything.
final class Collector: TelemetryTransport {
    struct Silent: Error {}

    private struct State {
        var answers: [TelemetryAnswer?]
        var bodies: [(signal: TelemetrySignal, body: [UInt8])] = []
    }

    private let state: Mutex<State>

    /// - Parameter answers: one after the other; `nil` for none.
    init(_ answers: [TelemetryAnswer?] = []) {
        state = Mutex(State(answers: answers))
    }

    var bodies: [(signal: TelemetrySignal, body: [UInt8])] { state.withLock { $0.bodies } }

    func send(_ body: [UInt8], _ signal: TelemetrySignal) async throws -> TelemetryAnswer {
        let answer: TelemetryAnswer? = state.withLock { state in
            state.bodies.append((signal, body))
            return state.answers.isEmpty ? TelemetryAnswer(status: 200) : state.answers.removeFirst()
        }
        guard let answer else { throw Silent() }
        return answer
    }

    func close() async {}
}
