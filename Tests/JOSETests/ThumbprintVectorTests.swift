import JOSE
import Testing

/// RFC 7638 §3.1, RFC 8037 A.3 and RFC 9449 §6.1.
@Suite struct ThumbprintVectorTests {
    static func vectors() throws -> [KeyVector] {
        try ["rfc7638", "rfc8037", "rfc9449"].flatMap { try VectorFile($0).list("thumbprints") as [KeyVector] }
    }

    @Test(arguments: try vectors())
    func theThumbprintIsThatOfTheRFC(vector: KeyVector) throws {
        let key = try vector.publicKey()
        #expect(Base64URL.encode(JSONWebKey(keyID: "", key: key).thumbprint) == vector.thumbprint)
    }

    @Test(arguments: try vectors())
    func idAndAlgorithmAreNoPartOfIt(vector: KeyVector) throws {
        let key = try vector.publicKey()
        let thumbprint = JSONWebKey(keyID: "", key: key).thumbprint
        #expect(JSONWebKey(keyID: "another", key: key).thumbprint == thumbprint)
        guard key.algorithm == .rs256 else { return }
        let pinned = try PublicKey(key.parameters, algorithm: .ps256)
        #expect(JSONWebKey(keyID: "", key: pinned).thumbprint == thumbprint)
    }
}
