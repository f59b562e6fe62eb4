import JOSE
import OAuthCore

extension SigningKey {
    /// A signed document of the server that is no access token (RFC 7515 §7.1).
    /// - Parameter type: its `typ`, which tells it from all other kinds (RFC 8725 §3.11).
    func sign(_ payload: JSONValue, type: String) throws -> [UInt8] {
        let header: JSONValue = [
            "alg": .string(record.algorithm.name), "kid": .string(record.id.description), "typ": .string(type),
        ]
        var input: [UInt8] = []
        Base64URL.append(JSONText.bytes(header), to: &input)
        input.append(UInt8(ascii: "."))
        Base64URL.append(JSONText.bytes(payload), to: &input)
        let signatures = try signer.signatures(for: [input])
        return CompactJWS.compact(signingInput: input, signature: signatures[0])
    }
}
