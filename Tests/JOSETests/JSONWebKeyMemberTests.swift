import JOSE
import Testing

@Suite struct JSONWebKeyMemberTests {
    private static let thumbprintKey = #""kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#

    private func key(_ members: String) throws -> JSONWebKey {
        try JSONWebKey(try JSONParser.parse(Array("{\(Self.thumbprintKey)\(members)}".utf8)))
    }

    @Test(arguments: [
        "", #","use":"sig""#, #","key_ops":["verify"]"#, #","alg":"EdDSA""#,
        #","kid":"k""#, #","x5u":1"#,
    ])
    func aKeyForSignaturesIsUsable(members: String) throws {
        _ = try key(members)
    }

    @Test(arguments: [
        #","use":"enc""#, #","use":"""#, #","use":"SIG""#, #","key_ops":[]"#, #","key_ops":["sign"]"#,
        #","alg":"ES256""#,
        #","alg":"none""#, #","alg":1"#, #","d":"AA""#, #","d":null"#, #","k":"AA""#,
    ])
    func anyOtherKeyIsNot(members: String) {
        #expect(throws: JSONWebKey.Unusable.self) { try key(members) }
    }

    /// A member of another type than RFC 7517 §4 gives it is no reason to take the key for whatever it may be.
    @Test(arguments: [
        #","use":{"enc":1}"#, #","use":["enc"]"#, #","use":1"#, #","key_ops":"sign""#, #","key_ops":{}"#, #","kid":1"#,
    ])
    func membersOfAWrongTypeMakeAKeyUnusable(members: String) {
        #expect(throws: JSONWebKey.Unusable.self) { try key(members) }
    }
}
