import OAuthCore
import StoreContract
import Testing

@testable import TokenService

/// Limits of several nodes, with every interleaving of requests and exchanges that chance makes.
@Suite struct LimitExchangeTests {
    private let client = ClientID(kind: .organization, number: 1)
    private let subject = QuotaSubject.client(ClientID(kind: .organization, number: 1))

    private struct Grant {
        let time: Int64
        let node: Int
    }

    /// A node that chance picks: all alike, or one far more often than the others.
    private func node(of count: Int, _ unevenness: Double) -> Int {
        Double.random(in: 0..<1) < unevenness ? 0 : .random(in: 0..<count)
    }

    /// No node lets anything through beyond the quota that it could know of, and none refuses before the quota is used up.
    @Test func A29_aQuotaHoldsAcrossNodes() async throws {
        for _ in 0..<60 {
            let count = Int.random(in: 1...4)
            let quota = try #require(TokenQuota(tokens: .random(in: 1...150), period: 3600))
            let (pause, unevenness) = (Int64.random(in: 1...40), Double.random(in: 0...1))
            var simulation = try await Simulation(nodes: count, fault: 90_000)
            var grants: [Grant] = []
            for _ in 0..<600 {
                await simulation.pass(.random(in: 0...pause))
                let index = node(of: count, unevenness)
                let node = simulation.nodes[index]
                let use = try #require(node.quotas.take([(subject, quota)], at: node.clock.now()).first)
                if use.isRefusal {
                    #expect(grants.count >= quota.tokens, "refused although tokens were left")
                } else {
                    let known = grants.count {
                        $0.node == index || $0.time < simulation.now - Simulation.delay
                    }
                    #expect(known < quota.tokens, "let through beyond what the node must know of")
                    grants.append(Grant(time: simulation.now, node: index))
                }
            }
            let error = grants.count - Int(quota.tokens)
            #expect(error <= Int(Simulation.delay / max(1, pause / 2)) * 4 + 4)
            if count == 1 { #expect(error <= 0) }
        }
    }

    /// In k periods never more than k+1 quotas and the error of each.
    @Test func A29_periodsOfSeveralNodesAreTheSame() async throws {
        for _ in 0..<20 {
            let quota = try #require(TokenQuota(tokens: 20, period: 10))
            var simulation = try await Simulation(nodes: 3, fault: 90_000)
            var grants: [Int64] = []
            while simulation.now < Simulation.start + 100_000 {
                await simulation.pass(.random(in: 0...200))
                let node = try #require(simulation.nodes.randomElement())
                let use = try #require(node.quotas.take([(subject, quota)], at: node.clock.now()).first)
                if !use.isRefusal { grants.append(simulation.now) }
            }
            // A hundredth of a period may be lost to the rounding of clocks; in 600 ms come six requests or so.
            #expect(grants.count <= 11 * (20 + 14))
            #expect(grants.count >= 9 * 20)
        }
    }

    /// When the clock that all go by is set back again and again, limits hold, and nobody waits until it has made up for that.
    @Test func A29_aClockOfTheStoreThatIsSetBackShutsNobodyOut() async throws {
        for _ in 0..<20 {
            let count = Int.random(in: 1...3)
            let quota = try #require(TokenQuota(tokens: 20, period: 10))
            var simulation = try await Simulation(nodes: count, rate: RateLimit(burst: 5, perSecond: 1))
            let start = simulation.now
            var next = start + 10_000
            var (tokens, uses) = (0, 0)
            while simulation.now < start + 200_000 {
                await simulation.pass(.random(in: 0...200))
                if simulation.now > next {
                    simulation.moveClocks(.random(in: -3_600_000 ... -2000))
                    next += .random(in: 25_000...60_000)
                }
                let node = try #require(simulation.nodes.randomElement())
                let use = try #require(node.quotas.take([(subject, quota)], at: node.clock.now()).first)
                if !use.isRefusal { tokens += 1 }
                if node.rates.take(client, at: node.clock.now()) == 0 { uses += 1 }
            }
            // The store does not know how much of a period had passed before each of the eight steps at most, so that it
            // may begin once more.
            #expect((10 * 20...21 * (20 + 14)).contains(tokens))
            #expect((170...(205 + 14 * 8)).contains(uses))
        }
    }

    /// Whatever a node lets through, the limit allows after all that the node must know of.
    @Test func aRateHoldsAcrossNodes() async throws {
        for _ in 0..<60 {
            let count = Int.random(in: 1...4)
            let rate = RateLimit(burst: .random(in: 1...30), perSecond: .random(in: 0.5...50))
            let (pause, unevenness) = (Int64.random(in: 1...60), Double.random(in: 0...1))
            var simulation = try await Simulation(nodes: count, rate: rate, fault: 90_000)
            let interval = Int64(1_000_000 / rate.perSecond)
            let algorithm = GCRA(burst: rate.burst, interval: interval)
            var grants: [Grant] = []
            for _ in 0..<500 {
                await simulation.pass(.random(in: 0...pause))
                let index = node(of: count, unevenness)
                let node = simulation.nodes[index]
                guard node.rates.take(client, at: node.clock.now()) == 0 else { continue }
                var arrival: Int64?
                for grant in grants
                where grant.node == index || grant.time < simulation.now - Simulation.delay {
                    arrival = algorithm.advanced(arrival, at: grant.time * 1000)
                }
                #expect(algorithm.wait(arrival, at: simulation.now * 1000) == 0)
                grants.append(Grant(time: simulation.now, node: index))
            }
        }
    }

    @Test func oneNodeDecidesWithOthersInReachAsItDoesAlone() async throws {
        for _ in 0..<40 {
            let rate = RateLimit(burst: .random(in: 1...10), perSecond: .random(in: 0.5...20))
            let quota = try #require(TokenQuota(tokens: .random(in: 1...30), period: .random(in: 1...5)))
            var simulation = try await Simulation(nodes: 1, rate: rate)
            let node = simulation.nodes[0]
            let (alone, quotas) = (RateLimiter<ClientID>(rate), QuotaCounter())
            for _ in 0..<400 {
                await simulation.pass(.random(in: 0...150))
                let now = node.clock.now()
                #expect(node.rates.take(client, at: now) == alone.take(client, at: now))
                #expect(node.quotas.take([(subject, quota)], at: now) == quotas.take([(subject, quota)], at: now))
            }
        }
    }

    @Test func A5_failedGuessesOnOneNodeCountOnTheOthers() async throws {
        for _ in 0..<20 {
            var simulation = try await Simulation(nodes: 3)
            let group = AddressGroup("203.0.113.9")
            for _ in 0..<5 {
                simulation.nodes[0].throttle.noteFailure(
                    client: client, group: group, at: simulation.nodes[0].clock.now())
            }
            await simulation.pass(Simulation.delay)
            for node in simulation.nodes {
                #expect(node.throttle.wait(client: client, group: group, at: node.clock.now()) > 0)
                #expect(node.throttle.wait(client: nil, group: group, at: node.clock.now()) == 0)
                #expect(
                    node.throttle.wait(client: client, group: AddressGroup("2001:db8::1"), at: node.clock.now()) == 0)
            }
            var guesses = 0
            for turn in 0..<2000 {
                await simulation.pass(100)
                let node = simulation.nodes[turn % 3]
                guard node.throttle.wait(client: client, group: group, at: node.clock.now()) == 0 else { continue }
                node.throttle.noteFailure(client: client, group: group, at: node.clock.now())
                guesses += 1
            }
            // 200 seconds: one in ten, and the two others within the delay of each.
            #expect((18...60).contains(guesses))
            #expect(guesses <= 25, "a guesser that asks every 100 ms is seldom faster than the exchange")
        }
    }

    @Test func A29_nodesWithoutTheStoreGoOnWithTheirShare() async throws {
        for _ in 0..<40 {
            let count = Int.random(in: 2...4)
            let quota = try #require(TokenQuota(tokens: .random(in: 10...300), period: 3600))
            var simulation = try await Simulation(nodes: count, fault: 90_000)
            var grants: [Grant] = []
            func ask() throws {
                let index = Int.random(in: 0..<count)
                let node = simulation.nodes[index]
                let use = try #require(node.quotas.take([(subject, quota)], at: node.clock.now()).first)
                if !use.isRefusal { grants.append(Grant(time: simulation.now, node: index)) }
            }
            for _ in 0..<Int.random(in: 0...100) {
                await simulation.pass(.random(in: 0...20))
                try ask()
            }
            simulation.store.set(isAway: true)
            for node in simulation.nodes { node.exchange.judge(silence: .seconds(2)) }
            let before = grants.count
            let unknown = grants.count { $0.time >= simulation.now - Simulation.delay }
            for _ in 0..<2000 {
                await simulation.pass(10)
                try ask()
            }
            #expect(grants.count <= max(before, Int(quota.tokens)) + count - 1 + unknown)
            #expect(grants.count >= Int(quota.tokens) - unknown)
            simulation.store.set(isAway: false)
            await simulation.pass(Simulation.delay)
            let known = grants.count
            for _ in 0..<100 { try ask() }
            #expect(grants.count - known <= max(0, Int(quota.tokens) - known))
        }
    }

    @Test func aNewNodeBeginsWithWhatTheOthersCounted() async throws {
        let quota = try #require(TokenQuota(tokens: 10, period: 600))
        var simulation = try await Simulation(nodes: 1)
        let old = simulation.nodes[0]
        for _ in 0..<8 { _ = old.quotas.take([(subject, quota)], at: old.clock.now()) }
        await simulation.pass(100_000)
        let new = SimulatedNode(
            7, simulation.store, at: simulation.now, rate: RateLimit(burst: 1, perSecond: 1))
        try await new.exchange.exchange()
        let use = try #require(new.quotas.take([(subject, quota)], at: new.clock.now()).first)
        #expect(use.remaining == 1 && use.reset == 500)
    }

    @Test func whatCouldNotBeToldIsToldLater() async throws {
        var simulation = try await Simulation(nodes: 2)
        let quota = try #require(TokenQuota(tokens: 100, period: 600))
        let (one, other) = (simulation.nodes[0], simulation.nodes[1])
        simulation.store.set(isAway: true)
        for _ in 0..<30 { _ = one.quotas.take([(subject, quota)], at: one.clock.now()) }
        await simulation.pass(5000)
        simulation.store.set(isAway: false)
        await simulation.pass(Simulation.delay)
        #expect(other.quotas.take([(subject, quota)], at: other.clock.now()).first?.remaining == 69)
        _ = try await simulation.store.removeEndedLimitUses(limit: 10)
        await simulation.pass(600_000)
        #expect(try await simulation.store.removeEndedLimitUses(limit: 10) == 1, "what has ended is removed")
        #expect(one.quotas.take([(subject, quota)], at: one.clock.now()).first?.remaining == 99)
    }

    /// However much is left to tell: one exchange alone tells of twenty thousand keys of a limit.
    @Test func A29_aNodeThatEndsLeavesNothingUntold() async throws {
        let simulation = try await Simulation(nodes: 2)
        let quota = try #require(TokenQuota(tokens: 100, period: 600))
        let (one, other) = (simulation.nodes[0], simulation.nodes[1])
        let subjects = (1...25_000).map { QuotaSubject.client(ClientID(kind: .organization, number: $0)) }
        for subject in subjects { _ = one.quotas.take([(subject, quota)], at: one.clock.now()) }
        await one.exchange.finish()
        try await other.exchange.exchange()
        for subject in subjects {
            let use = other.quotas.take([(subject, quota)], at: other.clock.now()).first
            guard use?.remaining == 98 else {
                Issue.record("\(subject.key) was not told of")
                return
            }
        }
        #expect(try await simulation.store.noteNode(1) == 1)
    }
}
