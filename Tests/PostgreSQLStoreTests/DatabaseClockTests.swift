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

    @Test("takes no word of an answer that was long on its way")
    func slow() {
        ask(2_000_000, roundTrip: 501)
        #expect(clock.now().milliseconds == 1_000_501)
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
