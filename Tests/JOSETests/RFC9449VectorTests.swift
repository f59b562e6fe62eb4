import JOSE
import Testing

/// The DPoP proofs of RFC 9449.
@Suite struct RFC9449VectorTests {
    @Test(arguments: try TokenVector.valid(in: "rfc9449"))
    func theSignatureOfTheProofVerifies(vector: TokenVector) throws {
        try expectValid(vector)
    }

    /// The key stands in the header of the proof and is the one whose thumbprint §6.1 gives; reading the header alone
    /// does not trust it.
    @Test(arguments: try TokenVector.valid(in: "rfc9449"))
    func theKeyIsThatOfTheHeader(vector: TokenVector) throws {
        let header = try JSONParser.parse(try Base64URL.decode(vector.token.prefix { $0 != UInt8(ascii: ".") }))
        #expect(header["typ"] == "dpop+jwt")
        for name in ["kty", "crv", "x", "y"] {
            #expect(header["jwk"]?[name] == vector.key.jwk[name])
        }
    }
}
