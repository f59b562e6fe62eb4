import MintmarkClient
import Synchronization

/// Answers as told, counts what it is asked, and can be held up, deaf to cancellation.
final class ScriptedTransport: TokenTransport {
    typealias Script = @Sendable (_ number: Int, _ request: TokenHTTPRequest) throws -> TokenHTTPResponse

    private struct State {
        var requests: [TokenHTTPRequest] = []
        var timeouts: [Duration] = []
        var isHeldUp = false
        var gate: [CheckedContinuation<Void, Never>] = []
    }

    private let script: Script
    private let state = Mutex(State())

    /// - Parameter script: gets the number of the request, beginning with 1.
    init(_ script: @escaping Script) {
        self.script = script
    }

    /// The first requests get these answers, those that follow get tokens named after their number.
    convenience init(first answers: TokenHTTPResponse..., lifetime: Int = 3600) {
        self.init { number, _ in
            number <= answers.count ? answers[number - 1] : .token("token-\(number)", lifetime: lifetime)
        }
    }

    var count: Int { state.withLock { $0.requests.count } }
    var requests: [TokenHTTPRequest] { state.withLock { $0.requests } }
    var timeouts: [Duration] { state.withLock { $0.timeouts } }

    func send(_ request: TokenHTTPRequest, maximumSize: Int, timeout: Duration) async throws -> TokenHTTPResponse {
        let number = state.withLock { state in
            state.requests.append(request)
            state.timeouts.append(timeout)
            return state.requests.count
        }
        await withCheckedContinuation { continuation in
            let passes = state.withLock { state in
                guard state.isHeldUp else { return true }
                state.gate.append(continuation)
                return false
            }
            if passes { continuation.resume() }
        }
        return try script(number, request)
    }

    func holdUp() { state.withLock { $0.isHeldUp = true } }

    func release() {
        let gate = state.withLock { state in
            defer { state.gate = [] }
            state.isHeldUp = false
            return state.gate
        }
        for continuation in gate { continuation.resume() }
    }
}
