import JOSE
package import OAuthCore

/// A token quota as the command line takes it: `1000/3600`, `1000/3600:warn`, or `none` to go back to the default.
package enum QuotaChange: Sendable, Equatable {
    case set(TokenQuota)
    case clear

    /// `nil` for anything else.
    package init?(_ text: String) {
        guard text != "none", !text.isEmpty else {
            self = .clear
            return
        }
        guard let quota = TokenQuota(text) else { return nil }
        self = .set(quota)
    }

    var json: JSONValue {
        switch self {
        case .set(let quota): quota.json
        case .clear: .null
        }
    }
}
