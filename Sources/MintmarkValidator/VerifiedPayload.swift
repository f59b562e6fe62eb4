import JOSE

/// The payload of a token whose signature is right.
struct VerifiedPayload: Sendable {
    let bytes: [UInt8]

    /// The claims: read straight from the bytes where they stand in the plain form that issuers write, by way of a
    /// tree where they do not. A payload that is refused is always refused by the tree, which says why.
    /// - Throws: ``TokenValidationError`` `malformed` or `missingClaim`.
    func claims(isComplete: Bool, expected: ExpectedTexts) throws(TokenValidationError) -> StandardClaims {
        let plain = bytes.withUnsafeBufferPointer {
            PlainClaimsReader.read($0, isComplete: isComplete, expected: expected)
        }
        if let plain { return plain }
        return try StandardClaims(json(), isComplete: isComplete)
    }

    /// All of it, as an object.
    /// - Throws: ``TokenValidationError`` `malformed`.
    func json() throws(TokenValidationError) -> JSONValue {
        do {
            let json = try JSONParser.parse(bytes)
            guard json.members != nil else { throw JSONParseError("the payload is not a JSON object", at: 0) }
            return json
        } catch {
            throw TokenValidationError(.malformed, .claims, "The claims of the token cannot be read: \(error).")
        }
    }
}
