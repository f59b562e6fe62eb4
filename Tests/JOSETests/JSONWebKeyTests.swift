import JOSE
import Testing

@Suite struct JSONWebKeyTests {
    /// RFC 7638 §3.1.
    @Test func theThumbprintIsThatOfTheRFC() throws {
        let modulus =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs"
            + "tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbI"
            + "SD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
        let key = try PublicKey(
            .rsa(modulus: try Base64URL.decode(modulus.utf8), exponent: [1, 0, 1]), algorithm: .rs256)
        let jwk = JSONWebKey(keyID: "2011-04-29", key: key)
        #expect(Base64URL.encode(jwk.thumbprint) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
    }

    @Test func A25_shortRSAKeysAreRefused() {
        let modulus = [UInt8](repeating: 0xC3, count: 128)
        #expect(throws: PublicKey.Invalid.self) {
            try PublicKey(.rsa(modulus: modulus, exponent: [1, 0, 1]), algorithm: .rs256)
        }
    }

    @Test(arguments: JWSAlgorithm.all)
    func theNumbersOfAKeyMakeTheSameKey(algorithm: JWSAlgorithm) throws {
        let key = try PrivateKey(generatingFor: algorithm)
        let message = Array("message".utf8)
        let signature = try key.signatures(for: [message])[0]
        let copy = try PublicKey(try key.publicKey.parameters, algorithm: algorithm)
        #expect(copy.isValid(signature, for: message))
        let jwk = JSONWebKey(keyID: "snk_1", key: copy).json
        #expect(jwk["alg"]?.string == algorithm.name)
        #expect(jwk["use"] == "sig")
        #expect(jwk["kid"] == "snk_1")
        #expect(jwk["d"] == nil)
        #expect(copy.pemRepresentation.hasPrefix("-----BEGIN PUBLIC KEY-----\n"))
    }
}
