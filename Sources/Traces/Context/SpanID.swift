/// Names a span within a trace: 8 bytes, not all of them zero (W3C Trace Context §3.2.2.4).
package struct SpanID: Hashable, Sendable, CustomStringConvertible {
    package let value: UInt64

    /// - Returns: `nil` for zero, which is no id.
    package init?(_ value: UInt64) {
        guard value != 0 else { return nil }
        self.value = value
    }

    /// 16 hexadecimal digits in lower case.
    package var description: String { Hexadecimal.text(value) }

    /// In the order of the network.
    package var bytes: [UInt8] { Hexadecimal.bytes(value) }
}
