import NIOCore
import NIOEmbedded
import Testing
import TokenService

@testable import AuthorizationServer

/// Which tokens are signed together, and when.
@Suite struct TokenSigningQueueTests {
    /// Steps of an event loop; what happens between two runs happens in one tick.
    private final class Loop {
        let loop = EmbeddedEventLoop()
        let queue: TokenSigningQueue
        let bench: TokenBench
        private(set) var answered = 0

        init(_ bench: TokenBench) {
            self.bench = bench
            queue = TokenSigningQueue(endpoint: bench.endpoint, eventLoop: loop) {}
        }

        func arrive(_ count: Int) throws {
            for _ in 0..<count {
                queue.sign(try bench.unsignedToken()) { response in
                    if response.status == 200 { self.answered += 1 }
                }
            }
        }

        func endTick() { loop.run() }
        func look() { loop.advanceTime(by: TokenSigningQueue.look) }
        func rest() { loop.advanceTime(by: TokenSigningQueue.recently) }
    }

    private func check(_ body: (Loop) throws -> Void) async throws {
        let bench = try await TokenBench(batchSize: 8)
        defer { bench.remove() }
        try body(Loop(bench))
    }

    @Test func whatComesToAnIdleServerIsSignedAtTheEndOfItsTick() async throws {
        try await check { loop in
            for count in [1, 3, 7, 1] {
                try loop.arrive(count)
                #expect(loop.bench.batches.take() == [])
                loop.endTick()
                #expect(loop.bench.batches.take() == [count])
                loop.rest()
            }
            #expect(loop.answered == 12)
        }
    }

    @Test func whatABatchLeavesOverWaitsForOneLookAtTheSockets() async throws {
        try await check { loop in
            try loop.arrive(11)
            loop.endTick()
            #expect(loop.bench.batches.take() == [8])
            loop.look()
            #expect(loop.bench.batches.take() == [3])
            #expect(loop.answered == 11)
        }
    }

    @Test func whatTheLookFindsJoinsWhatWasLeft() async throws {
        try await check { loop in
            try loop.arrive(11)
            loop.endTick()
            try loop.arrive(6)
            #expect(loop.bench.batches.take() == [8, 8])
            loop.look()
            #expect(loop.bench.batches.take() == [])
            loop.look()
            #expect(loop.bench.batches.take() == [1])
            // Nothing of the load is remembered by an idle server.
            loop.rest()
            try loop.arrive(2)
            loop.endTick()
            #expect(loop.bench.batches.take() == [2])
            #expect(loop.answered == 19)
        }
    }

    @Test func callersWhoseTokensWereSignedJustNowAreExpectedBack() async throws {
        try await check { loop in
            try loop.arrive(4)
            loop.endTick()
            #expect(loop.bench.batches.take() == [4])
            try loop.arrive(4)
            loop.endTick()
            #expect(loop.bench.batches.take() == [])
            try loop.arrive(2)
            loop.look()
            #expect(loop.bench.batches.take() == [])
            try loop.arrive(2)
            #expect(loop.bench.batches.take() == [8])
            try loop.arrive(1)
            loop.endTick()
            loop.look()
            loop.look()
            #expect(loop.bench.batches.take() == [1])
            #expect(loop.answered == 13)
        }
    }

    @Test func whoComesAloneAgainAndAgainNeverWaits() async throws {
        try await check { loop in
            for _ in 0..<5 {
                try loop.arrive(1)
                loop.endTick()
                #expect(loop.bench.batches.take() == [1])
            }
        }
    }

    @Test func everyTokenIsAnsweredHoweverTheyArrive() async throws {
        try await check { loop in
            var arrived = 0
            for _ in 0..<300 {
                let count = Int.random(in: 0...20)
                arrived += count
                try loop.arrive(count)
                #expect(arrived - loop.answered < 8)
                switch Int.random(in: 0..<3) {
                case 0: loop.endTick()
                case 1: loop.look()
                default: break
                }
            }
            loop.endTick()
            for _ in 0..<8 { loop.look() }
            #expect(loop.answered == arrived)
            #expect(loop.bench.batches.take().allSatisfy { (1...8).contains($0) })
        }
    }
}
