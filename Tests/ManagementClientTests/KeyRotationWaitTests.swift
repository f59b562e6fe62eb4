import OAuthCore
import Testing

@testable import ManagementClient

@Suite struct KeyRotationWaitTests {
    @Test func waitsUntilTheKeyMaySign() {
        var wait = KeyRotationWait()
        #expect(wait.next(until: Timestamp(milliseconds: 90_001), now: Timestamp(seconds: 0)) == 91)
    }

    @Test func growsWhenTheClockOfThisMachineIsAhead() {
        var wait = KeyRotationWait()
        let pauses = (0..<9).map { _ in wait.next(until: Timestamp(seconds: 0), now: Timestamp(seconds: 500)) }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60])
    }
}
