import JOSE

/// A key that is read has the numbers, type and id of its JWK, and is public.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJWK(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    if let json = try? JSONParser.parse(bytes), let key = try? JSONWebKey(json) { check(key, json) }
    if let set = try? JSONWebKeySet(parsing: bytes) {
        require(set.keys.count <= JSONWebKeySet.maximumCount, "too many keys are kept")
        let names = set.keys.map(\.keyID).filter { !$0.isEmpty }
        require(Set(names).count == names.count, "two keys have one kid")
        let values = (try? JSONParser.parse(bytes))?["keys"]?.array ?? []
        for value in values.prefix(JSONWebKeySet.maximumCount) {
            guard let key = try? JSONWebKey(value) else { continue }
            check(key, value)
            let isKept = set.keys.contains { $0.keyID == key.keyID }
            require(isKept, "a usable key was skipped")
        }
    }
    return 0
}

private func check(_ jwk: JSONWebKey, _ json: JSONValue) {
    let algorithm = jwk.key.algorithm
    require(json["kty"]?.string == algorithm.keyType.rawValue, "another kty than the key's")
    require(json["crv"]?.string == algorithm.curve, "another crv than the key's")
    require(json["alg"] == nil || json["alg"]?.string == algorithm.name, "another alg than the key's")
    require(json["use"] == nil || json["use"] == "sig", "a key for something else is taken")
    require(json["key_ops"] == nil || json["key_ops"]?.array?.contains("verify") == true, "a key that is not to verify")
    require(json["kid"] == nil || json["kid"]?.string == jwk.keyID, "another kid than the key's")
    for name in ["d", "k"] {
        require(json[name] == nil, "a key with the private part \(name) is taken")
    }
    let numbers: [(String, [UInt8])] =
        switch jwk.key.parameters {
        case .rsa(let modulus, let exponent): [("n", modulus), ("e", exponent)]
        case .ellipticCurve(let x, let y): [("x", x), ("y", y)]
        case .octetKeyPair(let x): [("x", x)]
        }
    for (name, bytes) in numbers {
        require(json[name]?.string == Base64URL.encode(bytes), "\(name) is another number")
    }
}
