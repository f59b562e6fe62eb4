import JOSE
import OAuthCore

extension ListedSecret {
    /// As the list across clients shows it: the secret, and whose it is.
    var json: JSONValue {
        var members = secret.json.members ?? []
        members.append(.init("client_id", .string(clientID.description)))
        if let organizationID { members.append(.init("organization_id", .string(organizationID.description))) }
        members.append(.init("client_name", .string(clientName)))
        return .object(members)
    }
}
