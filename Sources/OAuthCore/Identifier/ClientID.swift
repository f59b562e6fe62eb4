/// The id of an API client: `m2morg_` and digits for a client of an organization, `skc_` and digits for one of the
/// environment itself. The prefix keeps it from ever looking like a user (RFC 9068 §5, RFC 9700 §4.15).
package struct ClientID: StoredIdentifier {
    /// Whom a client belongs to.
    package enum Kind: Sendable, Hashable {
        case organization
        case environment

        var prefix: StaticString {
            switch self {
            case .organization: "m2morg_"
            case .environment: "skc_"
            }
        }
    }

    package let kind: Kind
    package let number: Int64

    package var prefix: StaticString { kind.prefix }

    package init(kind: Kind, number: Int64) {
        self.kind = kind
        self.number = number
    }

    package init?(_ text: some StringProtocol) {
        self.init(String(text))
    }

    /// Of a whole string, as token requests name their client.
    package init?(_ text: String) {
        var text = text
        let kind: Kind = text.utf8.first == UInt8(ascii: "s") ? .environment : .organization
        guard let number = text.withUTF8({ Self.number(in: $0, after: kind.prefix) }) else { return nil }
        self.kind = kind
        self.number = number
    }
}
