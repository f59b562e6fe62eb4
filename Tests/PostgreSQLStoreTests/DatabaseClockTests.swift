import OAuthCore
import Synchronization
import Testing

@testable import PostgreSQLStore

@Suite("The clock of the database")
struct DatabaseClockTests {
    /// Of a machine, moved by hand.
    private final class Machine: Sendable {
        let time = Atomic<Int64>(5000)
        func pass(_ milliseconds: Int64) { time.add(milliseconds, ordering: .relaxed) }
    }

    private let machine = Machine()
    private let clock: DatabaseClock

    init() {
        clock = DatabaseClock(Timestamp(milliseconds: 1_000_000)) { [machine] in machine.time.load(ordering: .relaxed) }
    }

    /// The database says what time it is, half way between question and answer.
    private func ask(_ time: Int64, roundTrip: Int64) {
        let begin = machine.time.load(ordering: .relaxed)
        machine.pass(roundTrip)
        clock.note(Timestamp(milliseconds: time), asked: begin)
    }

    @Test("goes on by itself between two answers")
    func carriedOn() {
        machine.pass(250)
        #expect(clock.now().milliseconds == 1_000_250)
    }

    @Test("is set by an answer, however far off it was", arguments: [90_000, -90_000, 1] as [Int64])
    func set(_ error: Int64) {
        ask(1_000_000 + error, roundTrip: 0)
        #expect(clock.now().milliseconds == 1_000_000 + error)
    }

    @Test("is never ahead of the database, and not set back by an answer that was late")
    func late() {
        for roundTrip in [0, 40, 3, 80, 1] as [Int64] {
            let truth = machine.time.load(ordering: .relaxed) + 995_000
            ask(truth + roundTrip / 2, roundTrip: roundTrip)
            #expect(clock.now().milliseconds == truth + roundTrip)
        }
    }

    @Test("follows a database whose clock is set back")
    func setBack() {
        ask(999_000, roundTrip: 0)
        #expect(clock.now().milliseconds == 999_000)
    }

    @Test(
        "is not changed by a slow answer that it agrees with, and is by one that it does not",
        arguments: [400, 501, 9000] as [Int64])
    func slow(roundTrip: Int64) {
        ask(1_000_000, roundTrip: 0)
        for time in [0, roundTrip / 2, roundTrip] {
            let begin = clock.now().milliseconds
            ask(begin + time, roundTrip: roundTrip)
            #expect(clock.now().milliseconds == begin + roundTrip)
        }
        ask(2_000_000, roundTrip: roundTrip)
        #expect(clock.now().milliseconds == 2_000_000)
        ask(1_500_000, roundTrip: roundTrip)
        #expect(clock.now().milliseconds == 1_500_000)
    }

    /// However long answers take, and however unequal their ways are.
    @Test("steps back only when the database's clock does, is never ahead of it, and as right as the best answer since")
    func property() {
        for _ in 0..<200 {
            let machine = Machine()
            let slowest: Int64 = [3, 80, 900, 5000].randomElement() ?? 3
            let clock = DatabaseClock(Timestamp(milliseconds: .random(in: 0...9_000_000))) {
                machine.time.load(ordering: .relaxed)
            }
            var offset: Int64 = 1_000_000
            var best = Int64.max
            var last = Int64.min
            for _ in 0..<100 {
                if Int.random(in: 0..<20) == 0 {
                    // Further than an answer takes, so that every answer shows it.
                    offset += Bool.random() ? -.random(in: 20_000...100_000) : .random(in: 20_000...100_000)
                    (best, last) = (.max, .min)
                }
                let begin = machine.time.load(ordering: .relaxed)
                let (way, back) = (Int64.random(in: 0...slowest), Int64.random(in: 0...slowest))
                machine.pass(way + back)
                clock.note(Timestamp(milliseconds: begin + way + offset), asked: begin)
                best = min(best, back)
                for _ in 0..<3 {
                    let behind = machine.time.load(ordering: .relaxed) + offset - clock.now().milliseconds
                    #expect((0...best).contains(behind))
                    #expect(clock.now().milliseconds >= last)
                    last = clock.now().milliseconds
                    machine.pass(.random(in: 0...1000))
                }
            }
        }
    }

    @Test(
        "stays with the database when the machine's clock is a little faster or slower", arguments: [-1, 1] as [Int64])
    func drift(direction: Int64) {
        for _ in 0..<20_000 {
            // A ten-thousandth.
            func truth() -> Int64 {
                let time = machine.time.load(ordering: .relaxed)
                return 1_000_000 + time - direction * time / 10_000
            }
            let begin = machine.time.load(ordering: .relaxed)
            let (way, back) = (Int64.random(in: 0...40), Int64.random(in: 0...40))
            machine.pass(way)
            let said = truth()
            machine.pass(back)
            clock.note(Timestamp(milliseconds: said), asked: begin)
            #expect(abs(clock.now().milliseconds - truth()) <= way + back + 3)
            machine.pass(1000)
        }
    }

    @Test("agrees with the database")
    func real() async throws {
        let store = try await PostgreSQLStore(
            TestServer.makeDatabase(), auditChain: Example.chain)
        #expect(abs(store.clock.now().milliseconds - SystemClock().now().milliseconds) < 2000)
        #expect(abs(store.clock.machineLead) < 2000)
        try await store.close()
    }
}
