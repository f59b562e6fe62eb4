package import OAuthCore

extension ListedSecret {
    /// The secrets with what tells whose they are; one whose client is missing is left out.
    package static func list(_ rows: [SecretRow], of clients: [ClientRow]) -> [ListedSecret] {
        let known = Dictionary(clients.map { ($0.client.id.number, $0.client) }) { first, _ in first }
        return rows.compactMap { row in known[row.clientNumber].map { ListedSecret(row.secret, of: $0) } }
    }
}
