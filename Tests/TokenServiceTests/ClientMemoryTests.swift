import OAuthCore
import Testing

@testable import TokenService

@Suite struct ClientMemoryTests {
    private static let profile = ClientProfile(scopes: [], audience: [], customClaims: [])

    private func record(_ number: Int64, lifetime: Int64 = 0) -> ClientRecord {
        ClientRecord(
            id: ClientID(kind: .organization, number: number), organizationID: nil, isActive: true, lifetime: lifetime,
            profile: Self.profile, secrets: [], restrictions: nil)
    }

    /// Whatever comes and goes: never more than there is room for, nobody makes room without need, and what is there is what
    /// was kept last.
    @Test func memoryIsBoundedWhateverComesAndGoes() {
        for _ in 0..<200 {
            let capacity = Int.random(in: 1...20)
            var memory = ClientMemory(capacity: capacity)
            var known: [Int64: Int64] = [:]
            for turn: Int64 in 0..<400 {
                let number = Int64.random(in: 1...40)
                if Int.random(in: 0..<3) == 0 {
                    memory.remove(number)
                    known[number] = nil
                } else {
                    let isNew = known[number] == nil
                    let madeRoom = memory.keep(record(number, lifetime: turn))
                    #expect(madeRoom == (isNew && known.count == capacity))
                    if madeRoom {
                        let gone = known.keys.filter { memory[$0] == nil }
                        #expect(gone.count == 1)
                        for number in gone { known[number] = nil }
                    }
                    known[number] = turn
                }
                #expect(memory.count == known.count && memory.count <= capacity)
                for (number, turn) in known { #expect(memory[number]?.lifetime == turn) }
            }
            memory.removeAll()
            #expect(memory.count == 0 && !memory.isFull)
        }
    }

    @Test func whoHasBeenThereForTheLongestMakesRoom() {
        var memory = ClientMemory(capacity: 50)
        for number: Int64 in 1...1000 {
            #expect(memory.keep(record(number)) == (number > 50))
            #expect(memory.count == min(50, Int(number)))
            #expect(memory[number - 49] != nil || number < 50)
            #expect(memory[number - 50] == nil)
        }
    }

    /// With two hundred times as many clients in memory, room is made about as fast: in the time that a few look-ups take.
    @Test func makingRoomTakesNoLongerInALargeMemory() {
        func duration(capacity: Int) -> Duration {
            var memory = ClientMemory(capacity: capacity)
            for number in 0..<Int64(capacity) { memory.keep(record(number)) }
            return ContinuousClock().measure {
                for number in 0..<Int64(100_000) {
                    memory.keep(record(Int64(capacity) + number))
                    if number % 7 == 0 { memory.remove(Int64(capacity) + number) }
                }
            }
        }
        let small = (0..<3).map { _ in duration(capacity: 1000) }.min() ?? .zero
        let large = (0..<3).map { _ in duration(capacity: 200_000) }.min() ?? .zero
        #expect(large < small * 25)
    }
}
