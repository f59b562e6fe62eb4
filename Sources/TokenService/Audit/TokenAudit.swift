import JOSE
import OAuthCore

/// What the token endpoint leaves behind of what it does: counts of tokens, and failures of clients.
package struct TokenAudit: Sendable {
    private let counter: TokenCounter
    private let recorder: AuditRecorder
    private let recordsIssues: Bool

    /// - Parameter recordsIssues: whether every token is an event too.
    package init(counter: TokenCounter, recorder: AuditRecorder, recordsIssues: Bool) {
        self.counter = counter
        self.recorder = recorder
        self.recordsIssues = recordsIssues
    }

    func issued(_ token: UnsignedToken) {
        let client = token.grant.client
        let expireTime = token.issueTime.adding(seconds: client.lifetime)
        counter.note(client.id, issueTime: token.issueTime, expireTime: expireTime)
        guard recordsIssues else { return }
        recorder.note(
            AuditEvent(
                time: token.issueTime, action: .tokenIssued,
                actor: Actor(name: client.id.description, address: token.address, requestID: token.requestID),
                subject: String(decoding: token.tokenID, as: UTF8.self), organization: client.organizationID,
                client: client.id,
                details: ["scope": .string(token.grant.scope), "expire_time": .string(expireTime.description)]))
    }

    /// - Parameter clientID: what the request named as the client: text from anybody, which is not recorded unless
    ///   there is such a client.
    func failed(_ failure: AuthenticationFailure, clientID: String, _ request: TokenHTTPRequest, at time: Timestamp) {
        let client = failure == .unknownClient ? nil : ClientID(clientID)
        let isAddress = if case .addressNotAllowed = failure { true } else { false }
        recorder.noteRepeated(
            AuditEvent(
                time: time, action: isAddress ? .clientAddressRefused : .clientAuthenticationFailed,
                actor: Actor(name: Self.nobody, address: request.address, requestID: request.requestID),
                subject: client?.description ?? "unknown"), reason: failure.reason)
    }

    /// The actor where none is proven.
    static let nobody = "unauthenticated"
}
