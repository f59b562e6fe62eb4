import OAuthCore
import Testing

@testable import Webhooks

@Suite struct RetryScheduleTests {
    @Test func everyDelayIsTheSchedulesOwnPlusAFifthAtMost() {
        let schedule = RetrySchedule.standard
        for failures in 1...schedule.delays.count {
            for _ in 1...200 {
                let delay = schedule.delay(afterFailures: failures, retryAfter: nil, jitter: .random(in: 0...1)) ?? -1
                let own = schedule.delays[failures - 1]
                #expect((own...(own + own / 5)).contains(delay))
            }
        }
    }

    @Test func afterTheLastDelayItIsGivenUp() {
        for count in 0...10 {
            let schedule = RetrySchedule(seconds: Array(repeating: 1, count: count))
            let delays = (1...12).map { schedule.delay(afterFailures: $0, retryAfter: nil, jitter: 0) }
            #expect(delays.compactMap(\.self).count == count)
            #expect(schedule.delay(afterFailures: count + 1, retryAfter: 1000, jitter: 1) == nil)
        }
        #expect(RetrySchedule.standard.delay(afterFailures: 0, retryAfter: nil, jitter: 0) == nil)
    }

    @Test func delaysGrow() {
        #expect(RetrySchedule.standard.delays == RetrySchedule.standard.delays.sorted())
        #expect(RetrySchedule.standard.delays.count == 8)
    }

    @Test(arguments: [(Int64(0), Int64(5000)), (4000, 5000), (6000, 6000), (.max, 86_400_000), (-5, 5000)])
    func theReceiverMayPutItOffButNotForwardNorForEver(asked: Int64, expected: Int64) {
        #expect(RetrySchedule.standard.delay(afterFailures: 1, retryAfter: asked, jitter: 0) == expected)
    }

    @Test func jitterOutsideItsRangeIsCut() {
        let schedule = RetrySchedule(seconds: [10])
        #expect(schedule.delay(afterFailures: 1, retryAfter: nil, jitter: 7) == 12_000)
        #expect(schedule.delay(afterFailures: 1, retryAfter: nil, jitter: -7) == 10_000)
    }

    @Test(
        arguments: [
            ("120", 120_000), ("0", 0), ("Fri, 15 Jan 2027 08:00:30 GMT", 30_000), ("Fri, 15 Jan 2027 07:00:00 GMT", 0),
            ("", nil), ("-1", nil), ("1.5", nil), ("soon", nil), ("9999999999999", nil), (nil, nil),
            ("Friday, 15-Jan-27 08:00:30 GMT", nil), ("Fri, 15 Foo 2027 08:00:30 GMT", nil),
        ] as [(String?, Int64?)])
    func retryAfterIsReadAsSecondsOrDate(value: String?, expected: Int64?) {
        #expect(RetryAfter.milliseconds(value, at: Timestamp(seconds: 1_800_000_000)) == expected)
    }

    @Test func anUnreachableEndpointIsLeftAloneForLongerEachTime() {
        var pauses = EndpointPauses()
        let id = WebhookID(number: 1)
        var lengths: [Int64] = []
        for _ in 1...12 {
            pauses.noteUnreachable(id, at: Sample.time)
            let length = (0...1000).first { pauses.paused(at: Sample.time.adding(seconds: $0)).isEmpty }
            lengths.append(length ?? -1)
        }
        #expect(lengths == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
        pauses.noteAnswer(id)
        #expect(pauses.paused(at: Sample.time).isEmpty)
    }
}
