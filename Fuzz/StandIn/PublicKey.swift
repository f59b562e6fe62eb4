/// Stands in for JOSE's `PublicKey`, which needs swift-crypto: the parsers that use it can so be built alone. It takes
/// numbers by their sizes and no signature at all.
package struct PublicKey: Sendable {
    package struct Invalid: Error {}

    package enum Parameters: Sendable, Equatable {
        case rsa(modulus: [UInt8], exponent: [UInt8])
        case ellipticCurve(x: [UInt8], y: [UInt8])
        case octetKeyPair(x: [UInt8])
    }

    package let algorithm: JWSAlgorithm
    package let parameters: Parameters

    package init(_ parameters: Parameters, algorithm: JWSAlgorithm) throws {
        self.algorithm = algorithm
        self.parameters = parameters
        switch (parameters, algorithm.keyType) {
        case (.rsa(let modulus, let exponent), .rsa) where !modulus.isEmpty && !exponent.isEmpty: break
        case (.ellipticCurve(let x, let y), .ellipticCurve) where x.count == 32 && y.count == 32: break
        case (.octetKeyPair(let x), .octetKeyPair) where x.count == 32: break
        default: throw Invalid()
        }
    }

    package func isValid(_ signature: [UInt8], for message: some Collection<UInt8>) -> Bool {
        false
    }
}
