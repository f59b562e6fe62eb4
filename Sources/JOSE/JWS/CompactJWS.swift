/// A JWS in compact form (RFC 7515 §3.1) whose signature nobody has checked yet.
package struct CompactJWS: Sendable {
    /// The longest token that is looked at, in bytes.
    package static let maximumSize = 16 * 1024

    package let header: JWSHeader
    /// The header as it stands in the token.
    package let encodedHeader: ArraySlice<UInt8>
    package let payload: [UInt8]
    package let signature: [UInt8]
    /// The bytes that the signature covers: header and payload in base64url with the dot between.
    package let signingInput: ArraySlice<UInt8>

    /// Takes the three parts apart.
    /// - Throws: ``JWSError``.
    /// - Parameter known: a header that many tokens have; it is not read again.
    package init(_ token: [UInt8], known: KnownHeader? = nil) throws(JWSError) {
        guard token.count <= Self.maximumSize else { throw .tooLong(token.count) }
        let dot = UInt8(ascii: ".")
        guard let first = token.firstIndex(of: dot), let second = token[(first + 1)...].firstIndex(of: dot),
            second + 1 < token.count, !token[(second + 1)...].contains(dot)
        else { throw .notCompact }
        encodedHeader = token[..<first]
        do {
            if let known, encodedHeader.elementsEqual(known.encoded) {
                header = known.header
            } else {
                header = try JWSHeader(Base64URL.decode(token[..<first]))
            }
            payload = try Base64URL.decode(token[(first + 1)..<second])
            signature = try Base64URL.decode(token[(second + 1)...])
        } catch let error as JWSError {
            throw error
        } catch {
            throw .notBase64URL
        }
        signingInput = token[..<second]
    }

    /// Whether `key` made the signature: the header's `alg` must be the one algorithm of the key (RFC 8725 §3.1).
    package func isSigned(by key: PublicKey) -> Bool {
        header.algorithm == key.algorithm && key.isValid(signature, for: signingInput)
    }

    /// Joins a signing input and its signature.
    package static func compact(signingInput: [UInt8], signature: [UInt8]) -> [UInt8] {
        var token = signingInput
        token.reserveCapacity(signingInput.count + 1 + Base64URL.encodedCount(signature.count))
        token.append(UInt8(ascii: "."))
        Base64URL.append(signature, to: &token)
        return token
    }
}
