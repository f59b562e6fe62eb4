import JOSE
import Testing

/// The JOSE cookbook, as far as the table of algorithms goes.
@Suite struct RFC7520VectorTests {
    @Test(arguments: try TokenVector.valid(in: "rfc7520"))
    func theSignatureVerifies(vector: TokenVector) throws {
        try expectValid(vector)
    }

    @Test(arguments: try TokenVector.refused(in: "rfc7520"))
    func R1_otherAlgorithmsAreRefused(vector: TokenVector) {
        expectUnsupported(vector)
    }

    @Test(arguments: try VectorFile("rfc7520").list("keys") as [KeyVector])
    func onlyTheRSAKeyIsUsable(vector: KeyVector) throws {
        guard vector.jwk["kty"] == "RSA" else {
            #expect(throws: JSONWebKey.Unusable.self) { try JSONWebKey(vector.jwk) }
            #expect(throws: (any Error).self) { try vector.publicKey() }
            return
        }
        let jwk = try JSONWebKey(vector.jwk)
        #expect(jwk.keyID == vector.jwk["kid"]?.string)
        #expect(try jwk.key.parameters == vector.publicKey().parameters)
        #expect(jwk.json["n"] == vector.jwk["n"])
    }

    /// The key of 4.1 and 4.2 is the same: pinned to PS256, it takes neither signature.
    @Test func R2_aKeyTakesTheSignaturesOfItsOneAlgorithm() throws {
        let vectors: [TokenVector] = try TokenVector.all(in: "rfc7520").filter { $0.key.jwk["kty"] == "RSA" }
        #expect(vectors.count == 2)
        for vector in vectors {
            let parts = vector.token.split(separator: UInt8(ascii: "."))
            let jwk = vector.key.jwk
            let key = try PublicKey(
                .rsa(modulus: try jwk.bytes("n"), exponent: try jwk.bytes("e")), algorithm: .ps256)
            let signingInput = vector.token[..<parts[1].endIndex]
            #expect(try !key.isValid(Base64URL.decode(parts[2]), for: signingInput))
        }
    }
}
