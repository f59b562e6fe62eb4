/// Makes signers, so that what holds keys need not know which library signs with them.
package protocol JWSSignerSource: Sendable {
    /// - Throws: when the key cannot be used.
    func signer(for key: PrivateKey) throws -> any JWSSigner
}
