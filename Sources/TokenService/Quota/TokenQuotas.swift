import JOSE
package import Logging
import OAuthCore

/// Charges tokens to the quotas of clients and organizations (see ``QuotaCounter``). Only clients that have
/// authenticated are charged, so that nobody can use up another's quota.
package struct TokenQuotas: Sendable {
    private let counter: QuotaCounter
    private let organizations: OrganizationQuotas
    private let audit: AuditRecorder
    private let metrics: TokenMetrics
    private let logger: Logger

    /// - Parameter sharing: with other nodes; `nil` when there are none.
    package init(
        organizations: OrganizationQuotas, audit: AuditRecorder, metrics: TokenMetrics,
        sharing: LimitSharing? = nil, logger: Logger
    ) {
        counter = QuotaCounter(sharing: sharing)
        self.organizations = organizations
        self.audit = audit
        self.metrics = metrics
        self.logger = logger
    }

    /// Charges one token.
    /// - Parameter time: looked at only where there is a quota.
    /// - Returns: what became of each quota; empty where there is none.
    func charge(
        _ client: ClientRecord, _ request: TokenHTTPRequest, at time: @autoclosure () -> Timestamp
    ) -> [QuotaUse] {
        let own = client.restrictions?.quota
        let shared = client.organizationID.flatMap { organizations.quota(of: $0) }
        guard own != nil || shared != nil else { return [] }
        let now = time()
        var quotas: [(subject: QuotaSubject, quota: TokenQuota)] = []
        if let own { quotas.append((.client(client.id), own)) }
        if let shared, let organization = client.organizationID {
            quotas.append((.organization(organization), shared))
        }
        let uses = counter.take(quotas, at: now)
        for use in uses where use.isBeyond { note(use, client, request, at: now) }
        return uses
    }

    private func note(_ use: QuotaUse, _ client: ClientRecord, _ request: TokenHTTPRequest, at now: Timestamp) {
        metrics.quotaExceeded(use.subject.kind, use.quota.mode.rawValue)
        guard use.isFirstBeyond else { return }
        let (action, subject): (AuditEvent.Action, String) =
            switch use.subject {
            case .client(let id): (.clientQuotaExceeded, id.description)
            case .organization(let id): (.organizationQuotaExceeded, id.description)
            }
        audit.note(
            AuditEvent(
                time: now, action: action,
                actor: Actor(name: client.id.description, address: request.address, requestID: request.requestID),
                subject: subject, details: ["client_id": .string(client.id.description), "quota": use.quota.json]))
        logger.notice(
            "a token quota is used up",
            metadata: [
                "subject": "\(subject)", "client_id": "\(client.id)", "quota": "\(use.quota)",
                "request_id": "\(request.requestID)",
            ])
    }
}
