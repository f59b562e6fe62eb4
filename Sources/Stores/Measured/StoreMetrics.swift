import CoreMetrics
import OAuthCore
import Traces

/// The figures of a store: how long its calls take, and how many fail; its spans; and who is told of writes.
struct StoreMetrics: Sendable {
    private let reads: Timer
    private let writes: Timer
    private let factory: any MetricsFactory
    private let system: String
    private let afterWrite: @Sendable () -> Void

    /// - Parameter system: the name that the semantic conventions have for the database.
    init(factory: any MetricsFactory, system: String, afterWrite: @escaping @Sendable () -> Void) {
        self.system = system
        self.afterWrite = afterWrite
        reads = Timer(label: "mintmark_store_reads", dimensions: [], factory: factory)
        writes = Timer(label: "mintmark_store_writes", dimensions: [], factory: factory)
        self.factory = factory
    }

    func read<Value>(_ function: String = #function, _ call: () async throws -> Value) async throws -> Value {
        try await measure(reads, function, call)
    }

    func write<Value>(_ function: String = #function, _ call: () async throws -> Value) async throws -> Value {
        let value = try await measure(writes, function, call)
        afterWrite()
        return value
    }

    /// - Parameter function: the function of the store, with the labels of its parameters.
    private func measure<Value>(
        _ timer: Timer, _ function: String, _ call: () async throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        do {
            let value = try await OpenSpan.step(
                "store \(Self.name(function))", .client,
                [.text("db.system.name", system), .text("db.operation.name", Self.name(function))], call)
            timer.recordNanoseconds((ContinuousClock.now - start).nanoseconds)
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

    /// Without the labels of the parameters.
    private static func name(_ function: String) -> String { String(function.prefix { $0 != "(" }) }
}
