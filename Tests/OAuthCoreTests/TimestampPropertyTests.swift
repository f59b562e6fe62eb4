import OAuthCore
import Testing

@Suite struct TimestampPropertyTests {
    private static let first: Int64 = -62_167_219_200_000
    private static let last: Int64 = 253_402_300_799_999

    private func moments(_ count: Int) -> [Timestamp] {
        let edges = [Self.first, Self.last, 0, -1, 1, 951_782_400_000, 4_107_542_400_000]
        let others = (0..<count).map { _ in Int64.random(in: Self.first...Self.last) }
        return (edges + others).map { Timestamp(milliseconds: $0) }
    }

    @Test func everyMomentOfTheYears0To9999IsReadBack() {
        for time in moments(5_000) {
            #expect(time.description.utf8.count == 24)
            #expect(Timestamp(rfc3339: time.description) == time, "\(time)")
        }
    }

    @Test func textsSortAsMomentsDo() {
        let sorted = moments(2_000).sorted()
        #expect(sorted.map(\.description) == sorted.map(\.description).sorted())
    }

    @Test func everyDayFollowsTheOneBefore() throws {
        var previous = try #require(Timestamp(rfc3339: "1899-12-31T00:00:00Z"))
        for year in 1900..<2110 {
            for month in 1...12 {
                for day in 1...31 {
                    let text = [month, day].map { $0 < 10 ? "-0\($0)" : "-\($0)" }.joined()
                    guard let time = Timestamp(rfc3339: "\(year)\(text)T00:00:00Z") else {
                        #expect(day > 28, "\(year)\(text)")
                        continue
                    }
                    #expect(time == previous.adding(seconds: 86_400), "\(year)\(text)")
                    previous = time
                }
            }
        }
        #expect(previous.description == "2109-12-31T00:00:00.000Z")
    }

    @Test func anOffsetIsTakenFromTheMoment() throws {
        for _ in 0..<2_000 {
            let minutes = Int64.random(in: -1439...1439)
            let time = Timestamp(seconds: Int64.random(in: 0...4_000_000_000))
            let local = time.adding(seconds: minutes * 60).description.dropLast()
            let parts = [minutes.magnitude / 60, minutes.magnitude % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            let text = String(local) + (minutes < 0 ? "-" : "+") + parts.joined(separator: ":")
            #expect(Timestamp(rfc3339: text) == time, "\(text)")
        }
    }

    /// Such a moment has no RFC 3339 text of its own.
    @Test(arguments: ["0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"])
    func anOffsetThatLeavesTheYears0To9999IsRefused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func mangledTextIsReadOrRefused() {
        let seed = Array("2024-02-29T23:59:59.123456789+01:30".utf8)
        for _ in 0..<5_000 {
            var text = seed
            let index = Int.random(in: 0..<text.count)
            switch Int.random(in: 0..<3) {
            case 0: text[index] = UInt8.random(in: 0x20...0x7E)
            case 1: text.remove(at: index)
            default: text.insert(UInt8.random(in: 0x20...0x7E), at: index)
            }
            guard let time = Timestamp(rfc3339: String(decoding: text, as: UTF8.self)) else { continue }
            #expect(Timestamp(rfc3339: time.description) == time, "\(String(decoding: text, as: UTF8.self))")
        }
    }
}
