import OAuthCore

/// Takes known secrets out of texts that a server wrote, before they are shown: a faulty server or proxy may echo a
/// request.
struct Redaction: Sendable {
    private static let shortestSecret = 6
    private let secrets: [Secret<String>]

    init(_ secrets: Secret<String>...) {
        self.secrets = secrets
    }

    /// `text` with every secret replaced, and not longer than an error text needs to be.
    func clean(_ text: String) -> String {
        var text = text
        for secret in secrets where secret.reveal().utf8.count >= Self.shortestSecret {
            text = text.split(separator: secret.reveal(), omittingEmptySubsequences: false).joined(
                separator: "[redacted]")
        }
        return text.count > 600 ? text.prefix(600) + "…" : text
    }
}
