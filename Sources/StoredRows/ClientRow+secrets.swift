package import OAuthCore

extension ClientRow {
    /// The clients with their secrets, which come in the order of their ids.
    package static func clients(_ rows: [ClientRow], with secrets: [SecretRow]) -> [Client] {
        var clients = rows.map(\.client)
        let places = Dictionary(zip(clients.map(\.id.number), clients.indices)) { first, _ in first }
        for row in secrets {
            guard let place = places[row.clientNumber] else { continue }
            clients[place].secrets.append(row.secret)
        }
        return clients
    }
}
