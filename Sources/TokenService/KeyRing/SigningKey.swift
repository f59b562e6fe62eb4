package import JOSE
package import OAuthCore

/// A signing key ready for use. One object, for each token that waits for its signature holds it.
package final class SigningKey: Sendable {
    package let record: SigningKeyRecord
    package let publicKey: JSONWebKey
    package let signer: any JWSSigner
    /// The encoded header of the access tokens that it signs, with the dot behind it.
    let encodedHeader: [UInt8]

    /// - Throws: ``KeySealer/CannotOpen``, or when no signer can use the key.
    init(
        _ record: SigningKeyRecord, sealer: KeySealer, signers: any JWSSignerSource, tokenType: AccessTokenType
    ) throws {
        let privateKey = try sealer.open(record)
        self.record = record
        publicKey = JSONWebKey(keyID: record.id.description, key: try privateKey.publicKey)
        let signer = try signers.signer(for: privateKey)
        // A wrong RSA signature gives the key away. ECDSA draws a number for each signature, and EdDSA never signs the same
        // message twice here (`jti`), so that a wrong one of theirs is only wrong (decision 0009).
        let needsCheck = record.algorithm.keyType == .rsa && !signer.checksItsSignatures
        self.signer = needsCheck ? CheckedSigner(signer, publicKey: publicKey.key) : signer
        encodedHeader = Self.encodedHeader(record, type: tokenType.rawValue)
    }

    /// The encoded header of what a key signs, with the dot behind it (RFC 7515 §7.1).
    static func encodedHeader(_ record: SigningKeyRecord, type: String) -> [UInt8] {
        let header: JSONValue = [
            "alg": .string(record.algorithm.name), "kid": .string(record.id.description),
            "typ": .string(type),
        ]
        var encoded: [UInt8] = []
        Base64URL.append(JSONText.bytes(header), to: &encoded)
        encoded.append(UInt8(ascii: "."))
        return encoded
    }

    /// What is signed for a token with these claims (RFC 7515 §5.1).
    func signingInput(payload: [UInt8]) -> [UInt8] {
        var input: [UInt8] = []
        input.reserveCapacity(encodedHeader.count + Base64URL.encodedCount(payload.count))
        input.append(contentsOf: encodedHeader)
        Base64URL.append(payload, to: &input)
        return input
    }
}
