import JOSE

/// A rule that a ``TestRevocationServer`` serves.
public struct TestRevocationRule: Sendable {
    let json: JSONValue

    /// Ends one token.
    public static func token(_ id: String, expiry: Int64) -> Self {
        Self(json: ["jti": .string(id), "exp": .integer(expiry)])
    }

    /// Ends the tokens of a client that were issued before a time, in seconds since 1970.
    public static func client(_ id: String, issuedBefore: Int64, expiry: Int64) -> Self {
        Self("client_id", .string(id), issuedBefore, expiry)
    }

    /// Ends those got with a client secret.
    public static func secret(_ id: String, issuedBefore: Int64, expiry: Int64) -> Self {
        Self("secret_id", .string(id), issuedBefore, expiry)
    }

    /// Ends those of an organization.
    public static func organization(_ id: String, issuedBefore: Int64, expiry: Int64) -> Self {
        Self("oid", .string(id), issuedBefore, expiry)
    }

    /// Ends those signed by a key.
    public static func key(_ id: String, issuedBefore: Int64, expiry: Int64) -> Self {
        Self("kid", .string(id), issuedBefore, expiry)
    }

    /// Ends all that were issued before a time.
    public static func all(issuedBefore: Int64, expiry: Int64) -> Self { Self("all", true, issuedBefore, expiry) }

    /// Has a subject that no validator knows.
    public static func unknown(expiry: Int64) -> Self { Self("planet", "mars", 0, expiry) }

    private init(json: JSONValue) {
        self.json = json
    }

    private init(_ name: String, _ value: JSONValue, _ issuedBefore: Int64, _ expiry: Int64) {
        json = .object([
            .init(name, value), .init("issued_before", .integer(issuedBefore)), .init("exp", .integer(expiry)),
        ])
    }
}
