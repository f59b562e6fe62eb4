import Synchronization

/// Makes the ids of requests: a random part for the process and a count, 16 hexadecimal digits each at most.
enum RequestIdentifier {
    private static let process = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    private static let count = Atomic<Int>(0)

    static func generate() -> String {
        "req_\(process)_\(count.add(1, ordering: .relaxed).newValue)"
    }
}
