import JOSE
import Testing

/// RFC 8037 appendix A: Ed25519.
@Suite struct RFC8037VectorTests {
    private func privateKey() throws -> (key: PrivateKey, x: [UInt8]) {
        let json = try #require(try VectorFile("rfc8037").json["privateKey"])
        return (try PrivateKey(serialized: json.bytes("d"), algorithm: .edDSA), try json.bytes("x"))
    }

    @Test func thePrivateKeyHasThePublicKeyOfTheRFC() throws {
        let (key, x) = try privateKey()
        #expect(try key.publicKey.parameters == .octetKeyPair(x: x))
        #expect(try key.serialized() == VectorFile("rfc8037").json["privateKey"]?.bytes("d"))
    }

    /// Ed25519 as the RFC has it is deterministic, but an implementation may sign with added randomness; either way
    /// the signature must verify.
    @Test(arguments: try TokenVector.valid(in: "rfc8037"))
    func itSignsThePayloadOfTheRFC(vector: TokenVector) throws {
        let jws = try CompactJWS(vector.token)
        let (key, _) = try privateKey()
        let signature = try #require(try key.signatures(for: [Array(jws.signingInput)]).first)
        let token = CompactJWS.compact(signingInput: Array(jws.signingInput), signature: signature)
        #expect(try CompactJWS(token).isSigned(by: vector.key.publicKey()))
    }

    @Test(arguments: try TokenVector.valid(in: "rfc8037"))
    func theSignatureVerifies(vector: TokenVector) throws {
        try expectValid(vector)
    }
}
