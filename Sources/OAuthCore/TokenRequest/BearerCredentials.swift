/// The value of an `Authorization` header that carries an access token (RFC 6750 §2.1).
package enum BearerCredentials {
    /// What stands behind `Bearer`, whatever its case, and the spaces after it; `nil` for another scheme.
    package static func token<Value: StringProtocol>(in value: Value) -> Substring?
    where Value.SubSequence == Substring {
        guard value.prefix(7).lowercased() == "bearer " else { return nil }
        return value.dropFirst(7).drop { $0 == " " }
    }
}
