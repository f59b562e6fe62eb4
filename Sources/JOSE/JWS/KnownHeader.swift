/// A header that has been read before, with its text: all tokens that one key signs have the same.
/// Held by reference: it goes from call to call with every token.
package final class KnownHeader: Sendable {
    /// As it stands in a token.
    let encoded: [UInt8]
    package let header: JWSHeader

    init(encoded: [UInt8], header: JWSHeader) {
        self.encoded = encoded
        self.header = header
    }
}
