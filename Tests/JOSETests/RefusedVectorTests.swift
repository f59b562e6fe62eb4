import JOSE
import Testing

/// Signatures and keys that lax verifiers take, in the manner of Project Wycheproof.
@Suite struct RefusedVectorTests {
    @Test(arguments: try RefusedGroup.all())
    func theGoodSignatureVerifies(group: RefusedGroup) {
        #expect(group.key.isValid(group.signature, for: group.message))
        #expect(!group.key.isValid(group.signature, for: group.message + [0]))
    }

    @Test(arguments: try RefusedGroup.all())
    func R2_everyOtherSignatureIsRefused(group: RefusedGroup) {
        #expect(!group.refused.isEmpty)
        for (title, signature) in group.refused {
            #expect(!group.key.isValid(signature, for: group.message), "\(title)")
        }
    }

    @Test(arguments: try RefusedGroup.all())
    func aSignatureOfAnyOtherLengthIsRefused(group: RefusedGroup) {
        for count in 0...600 where count != group.signature.count {
            let signature = (0..<count).map { $0 < group.signature.count ? group.signature[$0] : 0 }
            #expect(!group.key.isValid(signature, for: group.message), "\(count) bytes")
        }
    }

    @Test(arguments: try VectorFile("refused").list("keys") as [KeyVector])
    func aWeakOrMalformedKeyIsRefused(vector: KeyVector) {
        #expect(throws: PublicKey.Invalid.self) { try vector.publicKey() }
        #expect(throws: JSONWebKey.Unusable.self) { try JSONWebKey(vector.jwk) }
    }

    /// A point of small order as key would make signatures that hold for many messages, or for all.
    @Test func aKeyOfSmallOrderVerifiesNothing() throws {
        let keys: [KeyVector] = try VectorFile("refused").list("weakKeys")
        let forged: [UInt8] = [1] + [UInt8](repeating: 0, count: 63)
        for vector in keys {
            guard let key = try? vector.publicKey() else { continue }
            let fooled = (0..<64).contains { key.isValid(forged, for: Array("message \($0)".utf8)) }
            #expect(!fooled, "\(vector.testDescription)")
        }
    }

    /// RFC 7518 §6.3.1 wants the fewest bytes, and a thumbprint is that of the key, not of its spelling.
    @Test func zeroBytesBeforeAModulusMakeNoOtherKey() throws {
        let keys: [KeyVector] = try VectorFile("refused").list("paddedKeys")
        for vector in keys {
            guard let key = try? JSONWebKey(vector.jwk) else { continue }
            let bytes: [[UInt8]] = try ["n", "e"].map { Array(try vector.jwk.bytes($0).drop { $0 == 0 }) }
            let canonical = try PublicKey(.rsa(modulus: bytes[0], exponent: bytes[1]), algorithm: .rs256)
            #expect(key.thumbprint == JSONWebKey(keyID: "", key: canonical).thumbprint)
        }
    }
}
