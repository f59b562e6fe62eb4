import JOSE
import OAuthCore

/// The settings that `mintmark dev --credentials FILE` writes: a JSON object of texts, each of which may be absent.
package struct Profile: Sendable {
    /// The file it was read from.
    package let path: String
    package let issuer: String?
    package let organizationID: String?
    private let environmentClient: ConnectionValues
    private let organizationClient: ConnectionValues

    /// Reads a profile from the bytes of its file. Members with other names are passed over.
    /// - Throws: ``CommandFailure`` naming the file and the fault, never a value.
    package init(_ bytes: [UInt8], path: String) throws(CommandFailure) {
        let document: JSONValue
        do { document = try JSONParser.parse(bytes) } catch { throw Self.fault(path, "it is not JSON: \(error)") }
        guard document.members != nil else { throw Self.fault(path, "it must hold a JSON object") }
        func text(_ name: String) throws(CommandFailure) -> String? {
            guard let value = document[name], value != .null else { return nil }
            guard let text = value.string else { throw Self.fault(path, "\"\(name)\" must be a text") }
            return text.isEmpty ? nil : text
        }
        self.path = path
        issuer = try text("issuer")
        organizationID = try text("organization_id")
        environmentClient = ConnectionValues(
            clientID: try text("environment_client_id"),
            clientSecret: try text("environment_client_secret").map { Secret($0) })
        organizationClient = ConnectionValues(
            clientID: try text("client_id"), clientSecret: try text("client_secret").map { Secret($0) })
    }

    /// The client of the profile for a role.
    func client(_ role: ClientRole) -> ConnectionValues {
        switch role {
        case .environment: environmentClient
        case .organization: organizationClient
        }
    }

    /// The secret of the client `clientID`, when the profile holds it.
    func secret(of clientID: String) -> Secret<String>? {
        [environmentClient, organizationClient].first { $0.clientID == clientID }?.clientSecret
    }

    private static func fault(_ path: String, _ reason: String) -> CommandFailure {
        .usage(
            "the profile \(path) cannot be used: \(reason)",
            advice: "`mintmark dev --credentials FILE` writes a profile; --profile FILE names another")
    }
}
