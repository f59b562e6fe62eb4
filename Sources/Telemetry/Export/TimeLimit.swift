/// For work that must not hold anything up, such as the shutdown of the program for a collector that is down or slow.
enum TimeLimit {
    /// Does `work`, and cancels it when the time is over.
    static func within(_ limit: Duration, _ work: @escaping @Sendable () async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask(operation: work)
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
