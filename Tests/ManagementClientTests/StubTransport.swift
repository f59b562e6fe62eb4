import Synchronization

@testable import ManagementClient

/// Answers requests from a list and keeps what was asked.
final class StubTransport: Transport {
    private let answers: Mutex<[TransportResponse]>
    private let asked = Mutex<[TransportRequest]>([])

    init(_ answers: [TransportResponse]) {
        self.answers = Mutex(answers)
    }

    var requests: [TransportRequest] { asked.withLock(\.self) }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        asked.withLock { $0.append(request) }
        return try answers.withLock { answers in
            guard !answers.isEmpty else { throw TransportFailure.unreachable("no answer left") }
            return answers.removeFirst()
        }
    }
}

extension TransportResponse {
    static func json(_ status: Int, _ text: String, headers: [(String, String)] = []) -> TransportResponse {
        TransportResponse(status: status, headers: headers, body: Array(text.utf8))
    }

    static let token = json(200, #"{"access_token":"management.token","token_type":"Bearer","expires_in":300}"#)
}
