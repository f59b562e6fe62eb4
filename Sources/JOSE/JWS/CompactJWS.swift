#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A JWS in compact form (RFC 7515 §3.1) whose signature nobody has checked yet.
package struct CompactJWS: Sendable {
    /// The longest token that is looked at, in bytes.
    package static let maximumSize = 16 * 1024

    /// The header, to be known again.
    package let knownHeader: KnownHeader
    /// Whether the header is the one that was known before.
    package let hasKnownHeader: Bool
    package let payload: [UInt8]
    package let signature: [UInt8]
    private let token: [UInt8]
    /// Where the two dots stand.
    private let dots: (first: Int, second: Int)

    package var header: JWSHeader { knownHeader.header }
    /// The bytes that the signature covers: header and payload in base64url with the dot between.
    package var signingInput: ArraySlice<UInt8> { token[..<dots.second] }

    /// Takes the three parts apart.
    /// - Throws: ``JWSError``.
    /// - Parameters:
    ///   - known: a header that many tokens have; it is not read again.
    ///   - maximumSize: the longest text that is looked at, in bytes; larger for documents that are no tokens.
    package init(
        _ token: [UInt8], known: KnownHeader? = nil, maximumSize: Int = maximumSize
    ) throws(JWSError) {
        guard token.count <= maximumSize else { throw .tooLong(token.count) }
        hasKnownHeader = token.withUnsafeBytes { known?.begins($0) } ?? false
        guard let first = hasKnownHeader ? known?.encoded.count : Self.dot(in: token, from: 0),
            let second = Self.dot(in: token, from: first + 1), second + 1 < token.count
        else { throw .notCompact }
        do {
            if let known, hasKnownHeader {
                knownHeader = known
            } else {
                let encoded = Array(token[..<first])
                knownHeader = KnownHeader(encoded: encoded, header: try JWSHeader(Base64URL.decode(encoded)))
            }
            payload = try Base64URL.decode(token[(first + 1)..<second])
            signature = try Base64URL.decode(token[(second + 1)...])
        } catch {
            // A third dot is no base64url either; it is looked for only now, since good tokens have none.
            guard Self.dot(in: token, from: second + 1) == nil else { throw .notCompact }
            throw error as? JWSError ?? .notBase64URL
        }
        self.token = token
        dots = (first, second)
    }

    private static func dot(in token: [UInt8], from start: Int) -> Int? {
        token.withUnsafeBytes { dot(in: $0, from: start) }
    }

    /// Where the next dot of a token is.
    package static func dot(in token: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < token.count, let base = token.baseAddress,
            let found = memchr(base + start, CInt(UInt8(ascii: ".")), token.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// Whether `key` made the signature: the header's `alg` must be the one algorithm of the key (RFC 8725 §3.1).
    package func isSigned(by key: PublicKey) -> Bool {
        knownHeader.header.algorithm == key.algorithm && key.isValid(signature, for: signingInput)
    }

    /// Joins a signing input and its signature.
    package static func compact(signingInput: [UInt8], signature: [UInt8]) -> [UInt8] {
        var token: [UInt8] = []
        token.reserveCapacity(compactCount(signingInput: signingInput, signature: signature))
        append(signingInput: signingInput, signature: signature, to: &token)
        return token
    }

    /// The size of what ``append(signingInput:signature:to:)`` appends, in bytes.
    package static func compactCount(signingInput: [UInt8], signature: [UInt8]) -> Int {
        signingInput.count + 1 + Base64URL.encodedCount(signature.count)
    }

    /// Joins a signing input and its signature behind what is there.
    package static func append(signingInput: [UInt8], signature: [UInt8], to output: inout [UInt8]) {
        output.append(contentsOf: signingInput)
        output.append(UInt8(ascii: "."))
        Base64URL.append(signature, to: &output)
    }
}
