import JOSE
import Testing

/// RFC 7515 appendix A.
@Suite struct RFC7515VectorTests {
    @Test(arguments: try TokenVector.valid(in: "rfc7515"))
    func theSignatureVerifies(vector: TokenVector) throws {
        try expectValid(vector)
    }

    /// The unsecured JWS of A.5 is refused before its algorithm is looked at, since its signature is empty.
    @Test(arguments: try TokenVector.refused(in: "rfc7515").filter { $0.algorithm != "none" })
    func R1_otherAlgorithmsAreRefused(vector: TokenVector) {
        expectUnsupported(vector)
    }

    @Test func R1_anUnsecuredJWSIsRefused() throws {
        let vector = try #require(try TokenVector.refused(in: "rfc7515").first { $0.algorithm == "none" })
        #expect(throws: JWSError.notCompact) { try CompactJWS(vector.token) }
        for forged in ["AA", Base64URL.encode([UInt8](repeating: 0, count: 64))] {
            #expect(throws: JWSError.unsupportedAlgorithm("none")) { try CompactJWS(vector.token + forged.utf8) }
        }
    }

    @Test func aTokenVerifiesWithItsOwnKeyAlone() throws {
        let vectors = try TokenVector.valid(in: "rfc7515")
        for (index, vector) in vectors.enumerated() {
            for (other, key) in vectors.enumerated() where other != index {
                #expect(try !CompactJWS(vector.token).isSigned(by: key.key.publicKey()))
            }
        }
    }

    @Test func aKeyOfAnotherCurveIsRefused() throws {
        let vector = try #require(try TokenVector.refused(in: "rfc7515").first { $0.algorithm == "ES512" })
        let key = vector.key.jwk
        #expect(throws: PublicKey.Invalid.self) {
            try PublicKey(.ellipticCurve(x: try key.bytes("x"), y: try key.bytes("y")), algorithm: .es256)
        }
    }
}
