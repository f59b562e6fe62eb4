public import JOSE

/// Checks every signature with the public key before it leaves: a faulty RSA signature made by the Chinese remainder
/// theorem gives the private key away.
public struct CheckedSigner: JWSSigner {
    /// A signature did not verify; it was thrown away.
    public struct FaultySignature: Error {}

    private let signer: any JWSSigner
    private let publicKey: PublicKey

    public var algorithm: JWSAlgorithm { publicKey.algorithm }

    public init(_ signer: any JWSSigner, publicKey: PublicKey) {
        self.signer = signer
        self.publicKey = publicKey
    }

    public func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
        let signatures = try signer.signatures(for: messages)
        for (message, signature) in zip(messages, signatures) where !publicKey.isValid(signature, for: message) {
            throw FaultySignature()
        }
        return signatures
    }
}
