import FoundationEssentials

/// What an issuer URL must be (RFC 8414 §2): https, without query and fragment; plain http only for this machine.
enum IssuerRule {
    /// What is wrong with it; `nil` when nothing is.
    static func problem(_ issuer: String) -> String? {
        guard !issuer.isEmpty else { return nil }
        guard let url = URL(string: issuer), let scheme = url.scheme, let host = url.host(), !host.isEmpty,
            ["https", "http"].contains(scheme)
        else { return "must be a URL like https://auth.example.com; it is \(issuer)" }
        guard !issuer.hasSuffix("/") else {
            return "must not end with a slash, since validators compare it byte for byte"
        }
        guard url.query() == nil, url.fragment() == nil, url.user() == nil else {
            return "must have no query, fragment or user (RFC 8414)"
        }
        let isLocal = ["127.0.0.1", "::1", "localhost"].contains(host)
        return scheme == "https" || isLocal ? nil : "must begin with https:// unless it is on this machine"
    }
}
