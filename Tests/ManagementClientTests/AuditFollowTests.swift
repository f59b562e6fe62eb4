import JOSE
import Testing

@testable import ManagementClient

@Suite("Following the audit log")
struct AuditFollowTests {
    private func page(_ sequences: ClosedRange<Int>) -> TransportResponse {
        let events = sequences.map { #"{"sequence":\#($0)}"# }.joined(separator: ",")
        return .json(200, #"{"audit_events":[\#(events)]}"#)
    }

    private let empty = TransportResponse.json(200, #"{"audit_events":[]}"#)

    private func follow(
        _ answers: [TransportResponse], count: Int = 0
    ) async throws -> (AuditFollow, StubTransport, [JSONValue]) {
        let transport = StubTransport([.token] + answers)
        var query = AuditQuery()
        query.action = "secret."
        var log = AuditFollow(query, try Fixture.settings(), over: transport)
        let first = try await log.begin(count: count)
        return (log, transport, first)
    }

    private func sequences(_ step: AuditFollow.Step) -> [Int64]? {
        guard case .events(let events, _) = step else { return nil }
        return events.compactMap { $0["sequence"]?.integer }
    }

    @Test("begins with the newest that are there, oldest first, and goes on after the newest of all")
    func begin() async throws {
        let newest = TransportResponse.json(200, #"{"audit_events":[{"sequence":7},{"sequence":4}]}"#)
        var (log, transport, first) = try await follow([page(9...9), newest, page(12...13), empty], count: 2)
        #expect(first.compactMap { $0["sequence"]?.integer } == [4, 7])
        #expect(try await sequences(log.next()) == [12, 13])
        #expect(try await sequences(log.next()) == [])
        let asked = transport.requests.dropFirst().map { $0.url.split(separator: "?").last ?? "" }
        #expect(
            asked == [
                "order=desc&page_size=1", "action=secret.&order=desc&page_size=2",
                "action=secret.&after_sequence=9&page_size=100", "action=secret.&after_sequence=13&page_size=100",
            ])
    }

    @Test("says when there is more at once")
    func more() async throws {
        var (log, _, _) = try await follow([empty, page(1...100), page(101...102)])
        guard case .events(_, let hasMore) = try await log.next() else { throw CommandFailure("no events") }
        #expect(hasMore)
        guard case .events(_, let hasMoreYet) = try await log.next() else { throw CommandFailure("no events") }
        #expect(!hasMoreYet)
    }

    @Test("waits out a server that does not answer, and gets a new token then")
    func interruption() async throws {
        for lost in [
            TransportResponse.json(503, #"{"code":14,"message":"no"}"#), .json(401, #"{"code":16,"message":"no"}"#),
        ] {
            var (log, transport, _) = try await follow([page(5...5), lost, .token, page(6...6)])
            guard case .interrupted = try await log.next() else { throw CommandFailure("not interrupted") }
            #expect(try await sequences(log.next()) == [6])
            guard case .interrupted = try await log.next() else { throw CommandFailure("not interrupted") }
            #expect(transport.requests.filter { $0.url.hasSuffix("/oauth/token") }.count == 2)
        }
    }

    @Test("ends when it is not allowed")
    func refusal() async throws {
        var (log, _, _) = try await follow([page(5...5), .json(403, #"{"code":7,"message":"no"}"#)])
        await #expect(throws: ManagementError.self) { try await log.next() }
    }
}
