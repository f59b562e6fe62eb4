import OAuthCore
import Testing

@Suite struct DurationUnitsTests {
    @Test(arguments: [
        (Duration.zero, 0, 0, 0.0), (.nanoseconds(1_999_999), 1, 1_999_999, 0.001999999),
        (.milliseconds(90_061_001), 90_061_001, 90_061_001_000_000, 90_061.001),
        (.milliseconds(-1500), -1500, -1_500_000_000, -1.5),
        (.nanoseconds(-1), 0, -1, -1e-9),
        (Duration(secondsComponent: 0, attosecondsComponent: 999_999_999), 0, 0, 0.999999999e-9),
    ])
    func aDurationIsANumberOfUnits(_ duration: Duration, _ milliseconds: Int64, _ nanoseconds: Int64, _ seconds: Double)
    {
        #expect(duration.milliseconds == milliseconds && duration.nanoseconds == nanoseconds)
        #expect(abs(duration.seconds - seconds) <= abs(seconds) * 1e-12)
    }
}
