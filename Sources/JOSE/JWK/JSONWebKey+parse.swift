extension JSONWebKey {
    /// Why a member of a key set cannot be used; such keys are skipped, not fatal.
    package enum Unusable: Error, Equatable {
        case notAnObject
        case notForSignatures
        /// It holds a private part, which must never be published (RFC 7517 §9.2).
        case privatePart
        case unsupported
        case malformed
    }

    /// Reads a public key from a JWK (RFC 7517 §4). A key without `alg` is pinned to the one that its type suggests.
    /// - Throws: ``Unusable``.
    package init(_ json: JSONValue) throws(Unusable) {
        guard json.members != nil else { throw .notAnObject }
        if let use = json["use"], use != "sig" { throw .notForSignatures }
        if let operations = json["key_ops"] {
            guard let list = operations.array, list.contains("verify") else { throw .notForSignatures }
        }
        if let keyID = json["kid"], keyID.string == nil { throw .malformed }
        guard json["d"] == nil, json["k"] == nil else { throw .privatePart }
        let algorithm = try Self.algorithm(json)
        do {
            let parameters = try Self.parameters(json, algorithm)
            self.init(keyID: json["kid"]?.string ?? "", key: try PublicKey(parameters, algorithm: algorithm))
        } catch let error as Unusable {
            throw error
        } catch {
            throw .malformed
        }
    }

    private static func algorithm(_ json: JSONValue) throws(Unusable) -> JWSAlgorithm {
        let keyType = json["kty"]?.string ?? ""
        let standard: JWSAlgorithm? =
            switch keyType {
            case "RSA": .rs256
            case "EC": .es256
            case "OKP": .edDSA
            default: nil
            }
        guard let standard else { throw .unsupported }
        guard let value = json["alg"] else { return standard }
        guard let named = value.string.flatMap(JWSAlgorithm.init(named:)), named.keyType == standard.keyType else {
            throw .unsupported
        }
        return named
    }

    private static func parameters(_ json: JSONValue, _ algorithm: JWSAlgorithm) throws -> PublicKey.Parameters {
        func bytes(_ name: String) throws -> [UInt8] {
            guard let text = json[name]?.string else { throw Unusable.malformed }
            return try Base64URL.decode(text.utf8)
        }
        guard json["crv"]?.string == algorithm.curve else { throw Unusable.unsupported }
        return switch algorithm.keyType {
        case .rsa: .rsa(modulus: try bytes("n"), exponent: try bytes("e"))
        case .ellipticCurve: .ellipticCurve(x: try bytes("x"), y: try bytes("y"))
        case .octetKeyPair: .octetKeyPair(x: try bytes("x"))
        }
    }
}
