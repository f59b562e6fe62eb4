import JOSE

/// A token that is read is, part by part, exactly the text it came from; so no two texts are one token.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJWS(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    check(bytes)
    // Most made-up texts are no base64url at all; this way the header's JSON is reached too.
    check(Array("\(Base64URL.encode(bytes)).e30.AA".utf8))
    return 0
}

private func check(_ token: [UInt8]) {
    guard let jws = try? CompactJWS(token) else { return }
    require(token.count <= CompactJWS.maximumSize, "too long a token is read")
    require(!jws.signature.isEmpty, "a token without signature is read")
    let again = CompactJWS.compact(signingInput: Array(jws.signingInput), signature: jws.signature)
    require(again == token, "the parts do not make the token again")
    let parts = jws.signingInput.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    require(parts.count == 2, "the signing input is not two parts")
    require(Array(Base64URL.encode(jws.payload).utf8) == Array(parts[1]), "the payload is not canonical")
    guard let bytes = try? Base64URL.decode(parts[0]), let header = try? JSONParser.parse(bytes) else {
        fatalError("the header of a token that is read is not JSON")
    }
    require(header["alg"] == .string(jws.header.algorithm.name), "another algorithm than the header's")
    require(JWSAlgorithm.all.contains(jws.header.algorithm), "an algorithm that is not in the table")
    require(header["crit"] == nil, "a critical extension is passed over")
    require(header["kid"]?.string == jws.header.keyID, "another kid than the header's")
    require(header["typ"]?.string == jws.header.type, "another typ than the header's")
}
