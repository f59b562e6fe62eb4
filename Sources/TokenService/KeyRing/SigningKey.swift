package import JOSE
package import OAuthCore

/// A signing key ready for use.
package struct SigningKey: Sendable {
    package let record: SigningKeyRecord
    package let publicKey: JSONWebKey
    let signer: any JWSSigner
    /// The encoded header of the access tokens that it signs, with the dot behind it.
    let encodedHeader: [UInt8]

    /// - Throws: ``KeySealer/CannotOpen``.
    init(_ record: SigningKeyRecord, sealer: KeySealer, tokenType: AccessTokenType) throws {
        let privateKey = try sealer.open(record)
        self.record = record
        publicKey = JSONWebKey(keyID: record.id.description, key: try privateKey.publicKey)
        signer = CheckedSigner(privateKey, publicKey: publicKey.key)
        encodedHeader = Self.encodedHeader(record, tokenType: tokenType)
    }

    private static func encodedHeader(_ record: SigningKeyRecord, tokenType: AccessTokenType) -> [UInt8] {
        let header: JSONValue = [
            "alg": .string(record.algorithm.name), "kid": .string(record.id.description),
            "typ": .string(tokenType.rawValue),
        ]
        var encoded: [UInt8] = []
        Base64URL.append(JSONText.bytes(header), to: &encoded)
        encoded.append(UInt8(ascii: "."))
        return encoded
    }

    /// A signed token (RFC 7515 §7.1).
    func sign(payload: [UInt8]) throws -> [UInt8] {
        var input = encodedHeader
        Base64URL.append(payload, to: &input)
        let signatures = try signer.signatures(for: [input])
        return CompactJWS.compact(signingInput: input, signature: signatures[0])
    }
}
