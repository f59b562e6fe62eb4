import Management
import Testing

@testable import AuthorizationServer

@Suite struct ExclusiveWorkTests {
    @Test func isDoneOnceAtATimeAndAgainAfterwards() async throws {
        let work = ExclusiveWork()
        let answer = try await work.run {
            await #expect(throws: ManagementError.rateLimited(5)) { try await work.run { 1 } }
            // A refusal does not let the next one in.
            await #expect(throws: ManagementError.rateLimited(5)) { try await work.run { 2 } }
            return 3
        }
        #expect(answer == 3)
        await #expect(throws: ManagementError.notFound("a", "b")) {
            try await work.run { throw ManagementError.notFound("a", "b") }
        }
        #expect(try await work.run { 4 } == 4)
    }
}
