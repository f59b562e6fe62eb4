/// The issuer URL of an environment (RFC 8414 §2): http or https, without user, query and fragment. A slash at its
/// end is dropped.
package struct IssuerURL: Sendable, Equatable, CustomStringConvertible {
    /// The URL as text, without a slash at the end.
    package let description: String
    private let host: Substring

    /// Whether the server is on this machine.
    package var isLoopback: Bool {
        host == "localhost" || host == "[::1]"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// `nil` when the text is no such URL.
    package init?(_ text: String) {
        var text = text[...]
        while text.last == "/" { text.removeLast() }
        guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
        let authority = text.dropFirst(scheme.count).prefix { $0 != "/" }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !text.contains { "?#\"\\<>^`{|}".contains($0) }
        guard isPlain, !authority.contains("@") else { return nil }
        let host = authority.first == "[" ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        guard authority.hasPrefix(host), Self.isPort(authority.dropFirst(host.count)) else { return nil }
        guard !host.isEmpty, host != "[]" else { return nil }
        self.host = Substring(host.lowercased())
        description = scheme + text.dropFirst(scheme.count)
    }

    /// The URL of something below the issuer.
    /// - Parameter path: begins with a slash; already percent-encoded.
    func url(_ path: String) -> String {
        description + path
    }

    private static func isPort(_ text: Substring) -> Bool {
        guard !text.isEmpty else { return true }
        guard text.first == ":", let number = UInt16(text.dropFirst()) else { return false }
        return number > 0
    }
}
