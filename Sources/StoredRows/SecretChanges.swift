package import OAuthCore

/// What makes the stored secrets of a client those of a changed one, row by row; no other row is touched.
package struct SecretChanges {
    package private(set) var removed: [SecretID] = []
    package private(set) var added: [SecretRow] = []
    package private(set) var altered: [SecretRow] = []

    package init(to new: [ClientSecret], from old: [ClientSecret], of client: ClientID) {
        let kept = Set(new.map(\.id))
        removed = old.map(\.id).filter { !kept.contains($0) }
        for secret in new {
            var row = SecretRow(secret, of: client)
            guard let before = old.first(where: { $0.id == secret.id }) else {
                added.append(row)
                continue
            }
            // The last use of a secret is only ever raised.
            if secret.lastUsedTime <= before.lastUsedTime {
                row.secret.lastUsedTime = before.lastUsedTime
                row.secret.lastUsedAddress = before.lastUsedAddress
            }
            if row.secret != before { altered.append(row) }
        }
    }
}
