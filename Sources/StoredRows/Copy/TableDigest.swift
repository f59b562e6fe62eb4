import Crypto

/// How many rows a table has, and a hash of them that does not depend on the store or on their order.
package struct TableDigest: Sendable, Equatable {
    package private(set) var rows = 0
    /// The hashes (SHA-256) of all rows, added bit by bit without carry. Rows have keys, so that no two are the same.
    private var sum = [UInt8](repeating: 0, count: 32)

    package init() {}

    package mutating func add(_ row: [StoredValue]) {
        rows += 1
        var hash = SHA256()
        for value in row { Self.add(value, to: &hash) }
        for (index, byte) in hash.finalize().enumerated() { sum[index] ^= byte }
    }

    /// The hash in hexadecimal digits.
    package var text: String {
        let digits = Array("0123456789abcdef")
        return String(sum.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// With kind and length in front, so that no two rows give the same bytes.
    private static func add(_ value: StoredValue, to hash: inout SHA256) {
        switch value {
        case .null: hash.update(data: [0])
        case .integer(let number):
            hash.update(data: [1])
            withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
        case .text(let text): add(2, Array(text.utf8), to: &hash)
        case .bytes(let bytes): add(3, bytes, to: &hash)
        case .foreign(let text): add(4, Array(text.utf8), to: &hash)
        }
    }

    private static func add(_ kind: UInt8, _ bytes: [UInt8], to hash: inout SHA256) {
        hash.update(data: [kind])
        withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
        hash.update(data: bytes)
    }
}
