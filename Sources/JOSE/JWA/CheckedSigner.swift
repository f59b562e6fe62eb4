/// Checks every signature with the public key before it leaves: a faulty RSA signature made by the Chinese remainder
/// theorem gives the private key away.
package struct CheckedSigner: JWSSigner {
    /// A signature did not verify; it was thrown away.
    package struct FaultySignature: Error {
        package init() {}
    }

    private let signer: any JWSSigner
    private let publicKey: PublicKey

    package var algorithm: JWSAlgorithm { publicKey.algorithm }
    package var name: String { signer.name }
    package var batchSize: Int { signer.batchSize }
    package var checksItsSignatures: Bool { true }

    package init(_ signer: any JWSSigner, publicKey: PublicKey) {
        self.signer = signer
        self.publicKey = publicKey
    }

    package func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
        let signatures = try signer.signatures(for: messages)
        for (message, signature) in zip(messages, signatures) where !publicKey.isValid(signature, for: message) {
            throw FaultySignature()
        }
        return signatures
    }
}
