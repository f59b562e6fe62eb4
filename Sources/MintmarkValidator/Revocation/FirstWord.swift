import Synchronization

/// Lets callers wait until the first word about revocations has come.
final class FirstWord: Sendable {
    private struct State {
        var hasCome = false
        var nextID = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        /// Those who gave up before they began to wait.
        var givenUp: Set<Int> = []
    }

    private let state = Mutex(State())

    /// Lets all go on who wait now or later.
    func come() {
        let waiting = state.withLock { state in
            state.hasCome = true
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits, but not beyond the timeout, and not when the task is cancelled.
    func wait(timeout: Duration) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let deadline = Task {
            try await Task.sleep(for: timeout)
            self.giveUp(id)
        }
        defer {
            deadline.cancel()
            state.withLock { _ = $0.givenUp.remove(id) }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard !state.hasCome, !state.givenUp.contains(id) else { return true }
                    state.waiting[id] = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            giveUp(id)
        }
    }

    private func giveUp(_ id: Int) {
        let continuation = state.withLock { state in
            let continuation = state.waiting.removeValue(forKey: id)
            if continuation == nil { state.givenUp.insert(id) }
            return continuation
        }
        continuation?.resume()
    }
}
