import JOSE

/// A token that lacks its signature and nothing else.
package struct UnsignedToken: Sendable {
    let key: SigningKey
    /// What the signature covers.
    let signingInput: [UInt8]
    let grant: Grant
    let requestID: String

    /// How many tokens are best signed in one call.
    package var batchSize: Int { key.signer.batchSize }
}
