import JOSE
import Testing

/// What must hold of every valid token of an RFC.
func expectValid(_ vector: TokenVector, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let jws = try CompactJWS(vector.token)
    let key = try vector.key.publicKey()
    #expect(jws.header.algorithm.name == vector.algorithm, sourceLocation: sourceLocation)
    #expect(jws.header.keyID == vector.keyID, sourceLocation: sourceLocation)
    #expect(jws.header.type == vector.type, sourceLocation: sourceLocation)
    #expect(String(validating: jws.payload, as: UTF8.self) == vector.payload, sourceLocation: sourceLocation)
    #expect(jws.isSigned(by: key), sourceLocation: sourceLocation)
    let rejoined = CompactJWS.compact(signingInput: Array(jws.signingInput), signature: jws.signature)
    #expect(rejoined == vector.token, sourceLocation: sourceLocation)
    // One changed byte of payload or signature, and it is no longer signed.
    #expect(!key.isValid(jws.signature, for: jws.signingInput.dropLast()), sourceLocation: sourceLocation)
    for index in jws.signature.indices {
        var changed = jws.signature
        changed[index] ^= 1
        #expect(!key.isValid(changed, for: jws.signingInput), sourceLocation: sourceLocation)
    }
}

/// What must hold of every token whose algorithm is not in the table.
func expectUnsupported(_ vector: TokenVector, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(JWSAlgorithm(named: vector.algorithm) == nil, sourceLocation: sourceLocation)
    #expect(throws: JWSError.unsupportedAlgorithm(vector.algorithm), sourceLocation: sourceLocation) {
        try CompactJWS(vector.token)
    }
}
