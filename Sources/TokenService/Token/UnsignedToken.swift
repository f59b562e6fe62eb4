import JOSE
import OAuthCore
import Traces

/// A token that lacks its signature and nothing else. Held by reference: it passes through queues and batches.
package final class UnsignedToken: Sendable {
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

    init(
        key: SigningKey, signingInput: [UInt8], grant: Grant, tokenID: [UInt8], issueTime: Timestamp, address: String,
        requestID: String, span: OpenSpan?, quotas: [QuotaUse]
    ) {
        self.key = key
        self.signingInput = signingInput
        self.grant = grant
        self.tokenID = tokenID
        self.issueTime = issueTime
        self.address = address
        self.requestID = requestID
        self.span = span
        self.quotas = quotas
    }

    /// How many tokens are best signed in one call.
    package var batchSize: Int { key.signer.batchSize }
}
