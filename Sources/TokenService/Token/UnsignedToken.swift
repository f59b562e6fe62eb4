import JOSE
import OAuthCore
import Traces

/// A token that lacks its signature and nothing else.
package struct UnsignedToken: Sendable {
    let key: SigningKey
    /// What the signature covers.
    let signingInput: [UInt8]
    let grant: Grant
    /// Its `jti`.
    let tokenID: [UInt8]
    let issueTime: Timestamp
    /// Of the client that asked for it.
    let address: String
    let requestID: String
    /// Of the request, when it is recorded.
    let span: OpenSpan?
    /// What was charged for it.
    let quotas: [QuotaUse]

    /// How many tokens are best signed in one call.
    package var batchSize: Int { key.signer.batchSize }
}
