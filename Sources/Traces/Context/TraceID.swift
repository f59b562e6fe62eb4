/// Names a trace: 16 bytes, not all of them zero (W3C Trace Context §3.2.2.3).
package struct TraceID: Hashable, Sendable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    /// - Returns: `nil` for zero, which is no id.
    package init?(high: UInt64, low: UInt64) {
        guard high != 0 || low != 0 else { return nil }
        self.high = high
        self.low = low
    }

    /// 32 hexadecimal digits in lower case.
    package var description: String { Hexadecimal.text(high) + Hexadecimal.text(low) }

    /// In the order of the network.
    package var bytes: [UInt8] { Hexadecimal.bytes(high) + Hexadecimal.bytes(low) }
}
