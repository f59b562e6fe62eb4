import JOSE
import ManagementClient
import OAuthCore

/// What a profile file holds: how to reach an environment and as whom.
struct Credentials: Sendable {
    var issuer: String
    let environmentClientID: ClientID
    let environmentClientSecret: Secret<String>
    /// The demo organization and its client, which only `mintmark dev` makes.
    var demo: Demo?

    struct Demo: Sendable {
        let organizationID: OrganizationID
        let clientID: ClientID
        let clientSecret: Secret<String>
    }

    /// The file's content.
    var json: Secret<String> {
        var members: [JSONValue.Member] = [
            .init("issuer", .string(issuer)),
            .init("environment_client_id", .string(environmentClientID.description)),
            .init("environment_client_secret", .string(environmentClientSecret.reveal())),
        ]
        if let demo {
            members.append(.init("organization_id", .string(demo.organizationID.description)))
            members.append(.init("client_id", .string(demo.clientID.description)))
            members.append(.init("client_secret", .string(demo.clientSecret.reveal())))
        }
        return Secret(String(decoding: JSONText.bytes(.object(members)), as: UTF8.self) + "\n")
    }
}

extension Credentials {
    /// Reads what ``json`` gave; `nil` for anything else.
    init?(_ text: Secret<String>) {
        guard let json = try? JSONParser.parse(Array(text.reveal().utf8)),
            let issuer = json["issuer"]?.string,
            let clientID = json["environment_client_id"]?.string.flatMap({ ClientID($0) }),
            let secret = json["environment_client_secret"]?.string
        else { return nil }
        self.issuer = issuer
        environmentClientID = clientID
        environmentClientSecret = Secret(secret)
        if let organization = json["organization_id"]?.string.flatMap({ OrganizationID($0) }),
            let client = json["client_id"]?.string.flatMap({ ClientID($0) }),
            let secret = json["client_secret"]?.string
        {
            demo = Demo(organizationID: organization, clientID: client, clientSecret: Secret(secret))
        }
    }
}
