/// The URL of an endpoint, taken apart strictly, so that what is checked is what is connected to.
package struct WebhookURL: Sendable, Equatable {
    /// The longest URL, in bytes.
    static let maximumSize = 2048

    let isSecure: Bool
    /// A name in lower case, an IPv4 address, or an IPv6 address without brackets.
    let host: String
    let port: Int
    /// Path and query; begins with a slash.
    let target: String

    /// - Throws: ``Fault``.
    package init(_ text: String) throws(Fault) {
        guard text.utf8.count <= Self.maximumSize else { throw Fault("must have at most \(Self.maximumSize) bytes") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }) else {
            throw Fault("must be a URL without spaces and other characters that need percent-encoding")
        }
        let scheme = text.prefix { $0 != ":" }.lowercased()
        guard ["https", "http"].contains(scheme), text.dropFirst(scheme.count).hasPrefix("://") else {
            throw Fault("must be a URL like https://example.com/webhooks")
        }
        isSecure = scheme == "https"
        let rest = text.dropFirst(scheme.count + 3)
        guard !rest.contains("#") else { throw Fault("must not have a fragment (#…)") }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw Fault("must not carry a user or a password") }
        (host, port) = try Self.hostAndPort(authority, standardPort: scheme == "https" ? 443 : 80)
        let tail = rest.dropFirst(authority.count)
        target = tail.hasPrefix("/") ? String(tail) : "/" + tail
    }

    /// The URL in one spelling, which every parser takes apart alike.
    package var text: String {
        let isIPv6 = host.contains(":")
        let standard = isSecure ? 443 : 80
        return (isSecure ? "https://" : "http://") + (isIPv6 ? "[\(host)]" : host)
            + (port == standard ? "" : ":\(port)") + target
    }

    private static func hostAndPort(
        _ authority: Substring, standardPort: Int
    ) throws(Fault) -> (String, Int) {
        let host: String
        var tail: Substring
        if authority.first == "[" {
            let inner = authority.dropFirst().prefix { $0 != "]" }
            guard let address = IPAddress(String(inner)), address.bytes.count == 16 else {
                throw Fault("has no IPv6 address between its brackets")
            }
            host = address.description
            tail = authority.dropFirst(inner.count + 1)
            guard tail.popFirst() == "]" else { throw Fault("has no closing bracket behind its IPv6 address") }
        } else {
            let name = authority.prefix { $0 != ":" }
            host = name.lowercased()
            tail = authority.dropFirst(name.count)
            try checkName(host)
        }
        guard let colon = tail.popFirst() else { return (host, standardPort) }
        guard colon == ":" else { throw Fault("has more than a port behind its host") }
        guard tail.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(tail), (1...65_535).contains(port)
        else {
            throw Fault("must have a port from 1 to 65535, or none")
        }
        return (host, port)
    }

    private static func checkName(_ host: String) throws(Fault) {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "_" }
        }
        guard isName, host.utf8.count <= 253 else {
            throw Fault("must have a host name of letters, digits, hyphens and dots (punycode for others)")
        }
        // 127.1, 0x7f.1 and 2130706433 are addresses to some resolvers.
        let last = labels[labels.count - 1]
        let looksNumeric = last.first?.isNumber == true
        guard !looksNumeric || IPAddress(host) != nil else {
            throw Fault("has a host that is neither a name nor an IPv4 address in dotted decimal")
        }
    }
}

extension WebhookURL {
    /// What is wrong with a URL, to be read behind `url`.
    package struct Fault: Error, Equatable {
        package let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }
}
