import OAuthCore

/// What a request did to one quota.
struct QuotaUse: Sendable, Equatable {
    let subject: QuotaSubject
    let quota: TokenQuota
    /// How many tokens are left in the period.
    let remaining: Int64
    /// Seconds until the period ends.
    let reset: Int64
    /// Whether the request was beyond the quota.
    let isBeyond: Bool
    /// Whether it was the first one of the period that was.
    let isFirstBeyond: Bool

    /// Whether the request must not get its token.
    var isRefusal: Bool { isBeyond && quota.mode == .enforce }
}

/// Whose quota it is.
enum QuotaSubject: Sendable, Hashable {
    case client(ClientID)
    case organization(OrganizationID)

    /// The name of the policy in `RateLimit` headers and in metrics.
    var kind: String {
        switch self {
        case .client: "client"
        case .organization: "organization"
        }
    }

    /// The name of the limit, for other nodes.
    var limit: String { "quota.\(kind)" }

    /// Whose it is, for other nodes.
    var key: String {
        switch self {
        case .client(let id): id.limitKey
        case .organization(let id): id.limitKey
        }
    }

    init?(limit: String, key: String) {
        switch limit {
        case "quota.client":
            guard let id = ClientID(limitKey: key) else { return nil }
            self = .client(id)
        case "quota.organization":
            guard let id = OrganizationID(limitKey: key) else { return nil }
            self = .organization(id)
        default: return nil
        }
    }
}
