/// Decides which traces are recorded: the samplers of OpenTelemetry's specification, by their names in
/// `OTEL_TRACES_SAMPLER`.
package struct Sampler: Equatable, Sendable {
    /// The decision about a trace that begins here, or about every trace.
    private enum Rule: Equatable {
        case always
        case never
        /// Traces whose 63 lower bits are less.
        case below(UInt64)
    }

    package enum Name: String, CaseIterable, Sendable {
        case alwaysOn = "always_on"
        case alwaysOff = "always_off"
        case ratio = "traceidratio"
        case parentBasedAlwaysOn = "parentbased_always_on"
        case parentBasedAlwaysOff = "parentbased_always_off"
        case parentBasedRatio = "parentbased_traceidratio"
    }

    private let rule: Rule
    /// Whether a trace that began elsewhere is recorded if and only if its caller records it.
    private let followsParent: Bool

    /// - Parameter ratio: the part of the traces that is recorded, from 0 to 1; for the samplers whose name says so.
    package init(_ name: Name, ratio: Double = 1) {
        switch name {
        case .alwaysOn, .parentBasedAlwaysOn: rule = .always
        case .alwaysOff, .parentBasedAlwaysOff: rule = .never
        case .ratio, .parentBasedRatio:
            rule = ratio >= 1 ? .always : ratio > 0 ? .below(UInt64(ratio * 0x1p63)) : .never
        }
        switch name {
        case .alwaysOn, .alwaysOff, .ratio: followsParent = false
        case .parentBasedAlwaysOn, .parentBasedAlwaysOff, .parentBasedRatio: followsParent = true
        }
    }

    /// The same for every span of a trace, in every service that uses the same ratio.
    package func samples(_ trace: TraceID, parent: SpanContext?) -> Bool {
        if followsParent, let parent { return parent.isSampled }
        return switch rule {
        case .always: true
        case .never: false
        case .below(let bound): trace.low >> 1 < bound
        }
    }
}
