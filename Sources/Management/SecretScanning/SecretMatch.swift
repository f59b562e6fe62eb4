import JOSE
package import OAuthCore

/// A text that a secret scanner found in public and took for a client secret.
package struct SecretMatch: Sendable {
    /// The most matches that one report may hold.
    package static let maximumCount = 1000
    /// The longest text of a report that is kept, in characters.
    private static let maximumLength = 1024

    package let token: Secret<String>
    /// The scanner's name for the kind of secret.
    package let type: String
    /// Where it was found; may be empty.
    package let url: String
    /// In what kind of place it was found: `content`, `commit`, `npm`, ….
    package let source: String

    package init(token: Secret<String>, type: String, url: String, source: String) {
        self.token = token
        self.type = type
        self.url = url
        self.source = source
    }

    /// Reads the body of GitHub's message: `[{"token","type","url","source"}]`. Other members are not looked at.
    /// - Throws: ``InvalidFields``.
    package static func list(_ body: [UInt8]) throws(InvalidFields) -> [SecretMatch] {
        let json: JSONValue
        do {
            json = try JSONParser.parse(body)
        } catch {
            throw InvalidFields("body", "must be JSON: \(error)")
        }
        guard let values = json.array else { throw InvalidFields("body", "must be a JSON array") }
        guard values.count <= maximumCount else {
            throw InvalidFields("body", "must hold at most \(maximumCount) matches; it has \(values.count)")
        }
        var matches: [SecretMatch] = []
        for (index, value) in values.enumerated() {
            guard let token = value["token"]?.string else {
                throw InvalidFields("[\(index)].token", "must be a string")
            }
            guard let type = value["type"]?.string else { throw InvalidFields("[\(index)].type", "must be a string") }
            matches.append(
                SecretMatch(
                    token: Secret(token), type: type, url: value["url"]?.string ?? "",
                    source: value["source"]?.string ?? ""))
        }
        return matches
    }

    /// A text of the report as it is recorded: without the secret itself, and not endless.
    func recorded(_ text: String) -> String {
        let secret = token.reveal()
        guard !secret.isEmpty else { return String(text.prefix(Self.maximumLength)) }
        let parts = text.split(separator: secret, omittingEmptySubsequences: false)
        return String(parts.joined(separator: "[redacted]").prefix(Self.maximumLength))
    }
}
