import Synchronization

/// Makes ids of traces and spans: a count, mixed so that every bit of it changes every bit of the id (SplitMix64), from a
/// random start. Ids are unique, not secret, and cost no system call.
final class IdentifierSource: Sendable {
    private let state: Atomic<UInt64>

    init(seed: UInt64 = .random(in: .min ... .max)) {
        state = Atomic(seed)
    }

    func traceID() -> TraceID {
        while true {
            if let id = TraceID(high: next(), low: next()) { return id }
        }
    }

    func spanID() -> SpanID {
        while true {
            if let id = SpanID(next()) { return id }
        }
    }

    private func next() -> UInt64 {
        var value = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
