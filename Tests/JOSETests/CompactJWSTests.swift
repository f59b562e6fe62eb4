import JOSE
import Testing

@Suite struct CompactJWSTests {
    private static func token(_ key: PrivateKey, header: String? = nil, payload: String = #"{"a":1}"#) throws -> [UInt8]
    {
        let header = header ?? #"{"alg":"\#(key.algorithm.name)","kid":"k"}"#
        let input = Array("\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(payload.utf8)))".utf8)
        let signature = try key.signatures(for: [input])[0]
        return CompactJWS.compact(signingInput: input, signature: signature)
    }

    @Test(arguments: JWSAlgorithm.all)
    func aSignatureVerifiesWithItsKeyAlone(algorithm: JWSAlgorithm) throws {
        let key = try PrivateKey(generatingFor: algorithm)
        let jws = try CompactJWS(try Self.token(key))
        #expect(jws.isSigned(by: try key.publicKey))
        #expect(!jws.isSigned(by: try PrivateKey(generatingFor: algorithm).publicKey))
        let again = try PrivateKey(serialized: key.serialized(), algorithm: algorithm)
        #expect(jws.isSigned(by: try again.publicKey))
    }

    @Test(arguments: JWSAlgorithm.all)
    func everyFlippedBitIsNoticed(algorithm: JWSAlgorithm) throws {
        let key = try PrivateKey(generatingFor: algorithm)
        let publicKey = try key.publicKey
        let token = try Self.token(key)
        for index in stride(from: 0, to: token.count, by: 7) {
            var forged = token
            forged[index] ^= 0x04
            let accepted = (try? CompactJWS(forged))?.isSigned(by: publicKey) ?? false
            #expect(!accepted)
        }
    }

    @Test func R2_theAlgorithmOfTheHeaderMustBeThatOfTheKey() throws {
        let key = try PrivateKey(generatingFor: .rs256)
        let lying = try Self.token(key, header: #"{"alg":"PS256","kid":"k"}"#)
        #expect(try !CompactJWS(lying).isSigned(by: key.publicKey))
    }

    @Test(arguments: ["none", "NONE", "noNE", "HS256", "rs256", "RS384", ""])
    func R1_otherAlgorithmsAreRefused(name: String) throws {
        let key = try PrivateKey(generatingFor: .es256)
        let token = try Self.token(key, header: #"{"alg":"\#(name)"}"#)
        #expect(throws: JWSError.self) { try CompactJWS(token) }
    }

    @Test func R2_criticalExtensionsAreRefused() throws {
        let key = try PrivateKey(generatingFor: .es256)
        let token = try Self.token(key, header: #"{"alg":"ES256","crit":["exp"],"exp":1}"#)
        #expect(throws: JWSError.criticalExtension) { try CompactJWS(token) }
    }

    @Test(arguments: [
        "", ".", "..", "a.b", "a.b.c.d", "e30.e30.", "{}.e30.AA", #"{"payload":"e30","signatures":[]}"#, "e30=.e30.AA",
        " e30.e30.AA",
    ])
    func R7_onlyTheCompactFormIsRead(text: String) {
        #expect(throws: JWSError.self) { try CompactJWS(Array(text.utf8)) }
    }

    @Test func R7_anOversizedTokenIsRefused() {
        let size = CompactJWS.maximumSize + 1
        #expect(throws: JWSError.tooLong(size)) { try CompactJWS([UInt8](repeating: 0x41, count: size)) }
    }
}
