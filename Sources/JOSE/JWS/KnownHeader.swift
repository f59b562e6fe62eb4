/// A header that has been read before, with its text: all tokens that one key signs have the same.
package struct KnownHeader: Sendable {
    let encoded: [UInt8]
    package let header: JWSHeader

    /// The header of a token.
    package init(of jws: CompactJWS) {
        encoded = Array(jws.encodedHeader)
        header = jws.header
    }
}
