import Testing

@testable import Telemetry

@Suite struct ExportPaceTests {
    @Test func theWishOfTheCollectorIsHeededWithinReason() {
        var pace = ExportPace()
        #expect(pace.noteFailure(wish: 60_000, jitter: 0) == 60_000)
        #expect(pace.noteFailure(wish: .max, jitter: 0) == 300_000)
        #expect(pace.noteFailure(wish: 0, jitter: 0) == 4000)
    }

    @Test(arguments: [-1, 0, 0.5, 1, 2])
    func chanceShortensByHalfAtMost(_ jitter: Double) {
        var pace = ExportPace()
        for _ in 0..<100 { #expect((500...30_000).contains(pace.noteFailure(wish: nil, jitter: jitter))) }
        pace.noteSuccess()
        #expect(pace == ExportPace())
    }
}
