/// Which tokens a revocation ends.
package enum RevocationSubject: Sendable, Hashable {
    /// The one token with this `jti`.
    case token(String)
    case client(ClientID)
    /// The tokens that were got with one client secret.
    case secret(SecretID)
    case organization(OrganizationID)
    /// The tokens that one key signed.
    case key(SigningKeyID)
    /// Every token of the environment.
    case everything

    /// The kinds, by names that are stored and shown.
    package enum Kind: String, Sendable, CaseIterable {
        case token, client, secret, organization, key, everything
    }

    package var kind: Kind {
        switch self {
        case .token: .token
        case .client: .client
        case .secret: .secret
        case .organization: .organization
        case .key: .key
        case .everything: .everything
        }
    }

    /// The id within its kind; empty for ``everything``.
    package var name: String {
        switch self {
        case .token(let id): id
        case .client(let id): id.description
        case .secret(let id): id.description
        case .organization(let id): id.description
        case .key(let id): id.description
        case .everything: ""
        }
    }

    /// Reads what ``kind`` and ``name`` gave; `nil` when they do not fit.
    package init?(kind: Kind, name: String) {
        let subject: RevocationSubject? =
            switch kind {
            case .token: TokenID.isValid(name) ? .token(name) : nil
            case .client: ClientID(name).map(RevocationSubject.client)
            case .secret: SecretID(name).map(RevocationSubject.secret)
            case .organization: OrganizationID(name).map(RevocationSubject.organization)
            case .key: SigningKeyID(name).map(RevocationSubject.key)
            case .everything: name.isEmpty ? .everything : nil
            }
        guard let subject else { return nil }
        self = subject
    }
}
