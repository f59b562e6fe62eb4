import CoreMetrics

/// The figures of a store: how long its calls take, and how many fail; and who is told of writes.
struct StoreMetrics: Sendable {
    private let reads: Timer
    private let writes: Timer
    private let factory: any MetricsFactory
    private let afterWrite: @Sendable () -> Void

    init(factory: any MetricsFactory, afterWrite: @escaping @Sendable () -> Void) {
        self.afterWrite = afterWrite
        reads = Timer(label: "mintmark_store_reads", dimensions: [], factory: factory)
        writes = Timer(label: "mintmark_store_writes", dimensions: [], factory: factory)
        self.factory = factory
    }

    func read<Value>(_ call: () async throws -> Value) async throws -> Value {
        try await measure(reads, call)
    }

    func write<Value>(_ call: () async throws -> Value) async throws -> Value {
        let value = try await measure(writes, call)
        afterWrite()
        return value
    }

    private func measure<Value>(_ timer: Timer, _ call: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        do {
            let value = try await call()
            let (seconds, attoseconds) = (ContinuousClock.now - start).components
            timer.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
            return value
        } catch {
            if let failure = error as? StoreError {
                Counter(
                    label: "mintmark_store_failures", dimensions: [("code", failure.code.rawValue)], factory: factory
                ).increment()
            }
            throw error
        }
    }
}
