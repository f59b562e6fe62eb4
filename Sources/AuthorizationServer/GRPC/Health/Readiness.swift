import Stores

/// What `/readyz` says, for those who watch it: however many they are, the store is asked once in an interval.
actor Readiness {
    private let store: any InstallationStore
    private let interval: Duration
    private var check: (task: Task<Bool, Never>, begin: ContinuousClock.Instant)?

    init(store: any InstallationStore, interval: Duration = .seconds(1)) {
        self.store = store
        self.interval = interval
    }

    /// Whether the server can serve, or could when it was asked last.
    func isReady() async -> Bool {
        let now = ContinuousClock.now
        if let check, now < check.begin + interval { return await check.task.value }
        let task = Task { [store] in
            do {
                try await store.check()
                return true
            } catch {
                return false
            }
        }
        check = (task, now)
        return await task.value
    }
}
