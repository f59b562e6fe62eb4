import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Random bits of the system's source for the ids of tokens, drawn in blocks: two calls of the system for each token take
/// as long as a tenth of the rest. Every bit is given away once.
final class RandomBlock: Sendable {
    /// 256 bytes, the most that getentropy(3) gives.
    private static let words = 32

    private let rest = Mutex<[UInt64]>([])

    /// 128 bits.
    func draw() -> (UInt64, UInt64) {
        rest.withLock { rest in
            if rest.isEmpty { rest = Self.block() }
            return (rest.removeLast(), rest.removeLast())
        }
    }

    private static func block() -> [UInt64] {
        var block = [UInt64](repeating: 0, count: words)
        let isFilled = block.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { getentropy($0, bytes.count) == 0 } ?? false
        }
        // Only a kernel older than the call does not know it.
        guard isFilled else {
            var generator = SystemRandomNumberGenerator()
            return block.map { _ in generator.next() }
        }
        return block
    }
}
