import JOSE

/// A public key as a JWK, with the algorithm that it is tried for.
struct KeyVector: TestVector {
    /// There is no public key of this `kty` or algorithm at all.
    struct Unsupported: Error {}

    let testDescription: String
    let jwk: JSONValue
    let thumbprint: String?
    private let algorithmName: String?

    init(_ json: JSONValue) throws {
        testDescription = "\(json["section"]?.string ?? "") \(try json.text("title"))"
        jwk = json["jwk"] ?? .null
        algorithmName = json["algorithm"]?.string
        thumbprint = json["thumbprint"]?.string
    }

    /// The key, by its numbers alone: `PublicKey` itself must refuse what is none.
    /// - Throws: `PublicKey.Invalid`; ``Unsupported``.
    func publicKey() throws -> PublicKey {
        switch jwk["kty"]?.string {
        case "RSA":
            try PublicKey(
                .rsa(modulus: try jwk.bytes("n"), exponent: try jwk.bytes("e")), algorithm: try algorithm(.rs256))
        case "EC":
            try PublicKey(
                .ellipticCurve(x: try jwk.bytes("x"), y: try jwk.bytes("y")), algorithm: try algorithm(.es256))
        case "OKP": try PublicKey(.octetKeyPair(x: try jwk.bytes("x")), algorithm: try algorithm(.edDSA))
        default: throw Unsupported()
        }
    }

    private func algorithm(_ standard: JWSAlgorithm) throws -> JWSAlgorithm {
        guard let algorithmName else { return standard }
        guard let algorithm = JWSAlgorithm(named: algorithmName) else { throw Unsupported() }
        return algorithm
    }
}
