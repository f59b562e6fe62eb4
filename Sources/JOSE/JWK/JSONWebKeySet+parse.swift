extension JSONWebKeySet {
    /// The text is not a JWK Set at all.
    package struct Malformed: Error, Equatable {
        package let reason: String
    }

    /// The most keys that are looked at.
    package static let maximumCount = 100

    /// Reads a JWK Set (RFC 7517 §5). Keys that cannot be used are skipped; of two with one `kid` the first counts.
    /// - Throws: ``Malformed``.
    package init(parsing bytes: [UInt8]) throws(Malformed) {
        let json: JSONValue
        do {
            json = try JSONParser.parse(bytes)
        } catch {
            throw Malformed(reason: error.description)
        }
        guard let values = json["keys"]?.array else { throw Malformed(reason: "the member keys, a list, is missing") }
        var keys: [JSONWebKey] = []
        for value in values.prefix(Self.maximumCount) {
            guard let key = try? JSONWebKey(value),
                !keys.contains(where: { $0.keyID == key.keyID && !key.keyID.isEmpty })
            else { continue }
            keys.append(key)
        }
        self.init(keys: keys)
    }
}
