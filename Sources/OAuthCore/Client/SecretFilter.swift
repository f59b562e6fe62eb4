/// Which client secrets a list across clients shows: those that are in force, as far as they meet every condition.
package struct SecretFilter: Sendable, Equatable {
    /// Whose secrets: those of organizations' clients, of the environment's, or of both.
    package var kinds: Set<ClientID.Kind>
    /// The moment at which they are in force.
    package var time: Timestamp
    /// Keeps those that were not used after this time; creation counts as a use here.
    package var unusedSince: Timestamp?
    /// Keeps those that end by this time, and orders them by their end.
    package var expiringBy: Timestamp?

    package init(
        kinds: Set<ClientID.Kind>, time: Timestamp, unusedSince: Timestamp? = nil, expiringBy: Timestamp? = nil
    ) {
        self.kinds = kinds
        self.time = time
        self.unusedSince = unusedSince
        self.expiringBy = expiringBy
    }

    /// Whether the list shows this secret of a client of this kind.
    package func includes(_ secret: ClientSecret, of kind: ClientID.Kind) -> Bool {
        guard kinds.contains(kind), secret.isUsable(at: time) else { return false }
        if let unusedSince, secret.lastUsedTime > unusedSince { return false }
        if let expiringBy { return secret.expireTime.map { $0 <= expiringBy } ?? false }
        return true
    }

    /// The time by which the list is ordered.
    package func order(_ secret: ClientSecret) -> Timestamp {
        expiringBy == nil ? secret.lastUsedTime : secret.expireTime ?? secret.lastUsedTime
    }
}
