/// The protected header of a JWS (RFC 7515 §4), strictly read.
package struct JWSHeader: Sendable {
    package let algorithm: JWSAlgorithm
    package let keyID: String?
    package let type: String?

    /// Reads the JSON of a header. `jku`, `x5u`, `jwk` and `x5c` are ignored: a token never chooses its own key.
    /// - Throws: ``JWSError``; in particular for any `crit`, since no extension is understood (RFC 7515 §4.1.11).
    package init(_ bytes: [UInt8]) throws(JWSError) {
        let json: JSONValue
        do {
            json = try JSONParser.parse(bytes, maximumDepth: 4)
        } catch {
            throw .malformedHeader(error.description)
        }
        guard json.members != nil else { throw .malformedHeader("the header is not a JSON object") }
        guard json["crit"] == nil else { throw .criticalExtension }
        guard let name = json["alg"]?.string else { throw .malformedHeader("alg is missing or not a string") }
        guard let algorithm = JWSAlgorithm(named: name) else { throw .unsupportedAlgorithm(String(name.prefix(32))) }
        self.algorithm = algorithm
        keyID = try Self.string("kid", in: json)
        type = try Self.string("typ", in: json)
    }

    private static func string(_ name: String, in json: JSONValue) throws(JWSError) -> String? {
        guard let value = json[name] else { return nil }
        guard let text = value.string else { throw .malformedHeader("\(name) is not a string") }
        return text
    }
}
