/// An absolute http or https URL without user information and fragment that a secret or a token may be sent to.
struct EndpointURL: Sendable, Equatable {
    let text: String
    /// Scheme and authority, as `https://auth.example.com:8443`.
    let origin: String
    /// Empty, or begins with a slash; may have a query (RFC 6749 §3.2).
    let path: String

    /// - Throws: ``TokenError`` `invalidConfiguration` or `insecureURL`.
    init(_ text: String, allowsInsecureHTTP: Bool) throws(TokenError) {
        guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("#"), !text.contains("\\")
        else { throw Self.invalid(text) }
        let authority = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
        let host = authority.first == "[" ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        guard !authority.contains("@"), !host.isEmpty, host != "[]", authority.hasPrefix(host),
            Self.isPort(authority.dropFirst(host.count))
        else { throw Self.invalid(text) }
        guard scheme == "https://" || allowsInsecureHTTP || Self.isLoopback(host.lowercased()) else {
            throw TokenError(
                .insecureURL, "Plain HTTP would show secrets to the network: \(scheme)\(authority).",
                advice: "Use https, or allowsInsecureHTTP where the network itself is protected (RFC 6749 §3.2).")
        }
        self.text = text
        origin = scheme + authority
        path = String(text.dropFirst(scheme.count + authority.count))
    }

    private static func isPort(_ text: Substring) -> Bool {
        guard !text.isEmpty else { return true }
        return text.first == ":" && (UInt16(text.dropFirst()) ?? 0) > 0
    }

    private static func isLoopback(_ host: String) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return host == "localhost" || host == "[::1]"
            || (labels.count == 4 && labels[0] == "127" && labels.allSatisfy { UInt8($0) != nil })
    }

    /// The URL itself is not repeated: it may hold a password.
    private static func invalid(_ text: String) -> TokenError {
        TokenError(
            .invalidConfiguration, "A URL cannot be used: it has \(text.utf8.count) characters.",
            advice: "Give an absolute http or https URL without user name, password and fragment.")
    }
}
