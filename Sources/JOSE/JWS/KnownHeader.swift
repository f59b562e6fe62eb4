#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A header that has been read before, with its text: all tokens that one key signs have the same.
/// Held by reference: it goes from call to call with every token.
package final class KnownHeader: Sendable {
    /// As it stands in a token, in base64url.
    package let encoded: [UInt8]
    package let header: JWSHeader

    init(encoded: [UInt8], header: JWSHeader) {
        self.encoded = encoded
        self.header = header
    }

    /// Whether it is the first part of the token.
    package func begins(_ token: UnsafeRawBufferPointer) -> Bool {
        guard token.count > encoded.count, token[encoded.count] == UInt8(ascii: ".") else { return false }
        return encoded.withUnsafeBytes { encoded in
            guard let token = token.baseAddress, let start = encoded.baseAddress else { return false }
            return memcmp(token, start, encoded.count) == 0
        }
    }
}
