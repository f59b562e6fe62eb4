import Testing

@testable import Traces

@Suite struct SamplerTests {
    private static func context(sampled: Bool) throws -> SpanContext {
        SpanContext(
            traceID: try #require(TraceID(high: 1, low: 1)), spanID: try #require(SpanID(1)), isSampled: sampled)
    }

    @Test(arguments: Sampler.Name.allCases, [true, false])
    func onlyThoseBasedOnTheParentAskIt(_ name: Sampler.Name, _ parentIsSampled: Bool) throws {
        let parent = try Self.context(sampled: parentIsSampled)
        // A trace that the ratio would always leave out, and one that it would always take.
        let (last, first) = (try #require(TraceID(high: 0, low: .max)), try #require(TraceID(high: 1, low: 0)))
        let sampler = Sampler(name, ratio: 0.5)
        switch name {
        case .alwaysOn: #expect(sampler.samples(last, parent: parent))
        case .alwaysOff: #expect(!sampler.samples(first, parent: parent))
        case .ratio:
            #expect(!sampler.samples(last, parent: parent))
            #expect(sampler.samples(first, parent: parent))
        case .parentBasedAlwaysOn, .parentBasedAlwaysOff, .parentBasedRatio:
            #expect(sampler.samples(last, parent: parent) == parentIsSampled)
            #expect(sampler.samples(first, parent: parent) == parentIsSampled)
        }
        #expect(sampler.samples(first, parent: nil) == ![.alwaysOff, .parentBasedAlwaysOff].contains(name))
    }

    @Test(arguments: [0, 0.01, 0.25, 0.5, 0.99, 1])
    func theRatioIsThePartThatIsTaken(_ ratio: Double) {
        let source = IdentifierSource(seed: 42)
        let sampler = Sampler(.ratio, ratio: ratio)
        let taken = (0..<20_000).count { _ in sampler.samples(source.traceID(), parent: nil) }
        #expect(abs(Double(taken) / 20_000 - ratio) < 0.015)
    }

    @Test func idsAreUniqueAcrossSources() {
        var seen: Set<SpanID> = []
        for seed in 0..<50 {
            let source = IdentifierSource(seed: UInt64(seed) << 32)
            for _ in 0..<1000 { seen.insert(source.spanID()) }
        }
        #expect(seen.count == 50_000)
    }
}
