/// Where the token endpoint is (RFC 6749 §3.2). URLs are `https`; plain `http` only to this machine, unless
/// ``TokenProviderSettings/allowsInsecureHTTP``.
public struct TokenEndpoint: Sendable, Hashable {
    enum Location: Sendable, Hashable {
        case url(String)
        case discovery(issuer: String)
    }

    let location: Location

    /// At `/oauth/token` below the issuer, as Mintmark has it.
    /// - Parameter issuer: the issuer URL; a slash at its end makes no difference.
    public static func issuer(_ issuer: String) -> TokenEndpoint {
        TokenEndpoint(location: .url(withoutSlash(issuer) + "/oauth/token"))
    }

    /// At this URL.
    public static func url(_ url: String) -> TokenEndpoint {
        TokenEndpoint(location: .url(url))
    }

    /// In the `token_endpoint` of the issuer's metadata (RFC 8414 §2), which is fetched before the first token and
    /// kept for an hour.
    /// - Parameter issuer: the issuer URL, exactly as the metadata names it (RFC 8414 §3.3).
    public static func discovery(issuer: String) -> TokenEndpoint {
        TokenEndpoint(location: .discovery(issuer: issuer))
    }

    static func withoutSlash(_ text: String) -> String {
        var text = text[...]
        while text.last == "/" { text.removeLast() }
        return String(text)
    }
}
