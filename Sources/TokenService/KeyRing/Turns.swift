/// Lets one change after another run to its end, so that what is put in force last is what was stored last.
actor Turns {
    private var last: Task<Void, Never>?

    func take<Value: Sendable>(_ change: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let previous = last
        let task = Task {
            await previous?.value
            return try await change()
        }
        last = Task { _ = await task.result }
        return try await task.value
    }
}
