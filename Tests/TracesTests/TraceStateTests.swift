import Testing
import Traces

@Suite struct TraceStateTests {
    @Test(arguments: [
        (["a=1"], "a=1"), (["a=1,b=2"], "a=1,b=2"), (["a=1", "b=2"], "a=1,b=2"), (["a=1 , \tb=2"], "a=1,b=2"),
        (["a=1,,b=2", ""], "a=1,b=2"), ([""], ""), (["0x@vendor=1"], "0x@vendor=1"),
        (["a-b*c/d_e=x y!~"], "a-b*c/d_e=x y!~"),
    ])
    func aListIsHandedOn(_ values: [String], _ text: String) {
        #expect(TraceState.read(values) == text)
    }

    @Test(arguments: [
        ["a"], ["a="], ["=1"], ["A=1"], ["1a=1"], ["a b=1"], ["a=1=2"], ["a=ü"], ["a=\u{7F}"], ["a@b@c=1"], ["a@=1"],
        ["@b=1"],
        ["a@0b=1"], ["a=1,a=2"], ["a=1", "a=1"], [String(repeating: "a", count: 257) + "=1"],
        ["a=" + String(repeating: "1", count: 257)], ["a@" + String(repeating: "b", count: 15) + "=1"],
    ])
    func whatIsMalformedIsNotHandedOn(_ values: [String]) {
        #expect(TraceState.read(values) == nil)
    }

    @Test func thereIsALimit() {
        let members = (0..<33).map { "k\($0)=1" }
        #expect(TraceState.read(Array(members.prefix(32))) != nil)
        #expect(TraceState.read(members) == nil)
        #expect(TraceState.read((0..<5).map { "k\($0)=" + String(repeating: "1", count: 250) }) == nil)
    }

    @Test func malformedStateLeavesTheParent() throws {
        let context = try #require(SpanContext(traceparent: [TraceParentTests.plain], tracestate: ["A=1"]))
        #expect(context.state.isEmpty)
    }
}
