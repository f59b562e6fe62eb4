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
}
