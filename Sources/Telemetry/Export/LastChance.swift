/// What is done when the program shuts down, so that a collector that is down or slow does not hold it up.
enum LastChance {
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
