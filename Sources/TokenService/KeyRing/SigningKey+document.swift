import JOSE

extension SigningKey {
    /// A signed document of the server that is no access token (RFC 7515 §7.1).
    /// - Parameter type: its `typ`, which tells it from all other kinds (RFC 8725 §3.11).
    func sign(_ payload: JSONValue, type: String) throws -> [UInt8] {
        var input = Self.encodedHeader(record, type: type)
        Base64URL.append(JSONText.bytes(payload), to: &input)
        let signatures = try signer.signatures(for: [input])
        return CompactJWS.compact(signingInput: input, signature: signatures[0])
    }
}
