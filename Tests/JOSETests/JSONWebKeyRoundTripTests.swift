import JOSE
import Testing

@Suite struct JSONWebKeyRoundTripTests {
    private func published(_ keys: [JSONWebKey]) -> [UInt8] {
        JSONText.bytes(JSONWebKeySet(keys: keys).json)
    }

    @Test(arguments: JWSAlgorithm.all)
    func aPublishedKeyIsReadBackAsTheSameKey(algorithm: JWSAlgorithm) throws {
        for number in 0..<(algorithm.keyType == .rsa ? 3 : 200) {
            let privateKey = try PrivateKey(generatingFor: algorithm)
            let key = JSONWebKey(keyID: "snk_\(number)", key: try privateKey.publicKey)
            let again = try #require(try JSONWebKeySet(parsing: published([key])).keys.first)
            #expect(again.keyID == key.keyID)
            #expect(again.key.algorithm == algorithm)
            #expect(again.key.parameters == key.key.parameters)
            #expect(again.thumbprint == key.thumbprint)
            let message = Array("message \(number)".utf8)
            let signature = try #require(try privateKey.signatures(for: [message]).first)
            #expect(again.key.isValid(signature, for: message))
        }
    }

    /// A coordinate that begins with zero bytes keeps them (RFC 7518 §6.2.1.2); in 2000 keys some 16 do.
    @Test func coordinatesAlwaysHave32Bytes() throws {
        for _ in 0..<2_000 {
            let key = JSONWebKey(keyID: "", key: try PrivateKey(generatingFor: .es256).publicKey)
            for name in ["x", "y"] {
                #expect(key.json[name]?.string?.utf8.count == Base64URL.encodedCount(32))
            }
            #expect(try JSONWebKey(key.json).key.parameters == key.key.parameters)
        }
    }

    @Test func everyKeyOfASetIsReadInItsOrder() throws {
        let keys = try (0..<JSONWebKeySet.maximumCount).map { number in
            let algorithm: JWSAlgorithm = number.isMultiple(of: 2) ? .es256 : .edDSA
            return JSONWebKey(keyID: "k\(number)", key: try PrivateKey(generatingFor: algorithm).publicKey)
        }
        let again = try JSONWebKeySet(parsing: published(keys))
        #expect(again.keys.map(\.keyID) == keys.map(\.keyID))
        #expect(again.keys.map(\.thumbprint) == keys.map(\.thumbprint))
    }

    @Test func noPrivatePartIsEverRead() throws {
        for algorithm in [JWSAlgorithm.es256, .edDSA, .rs256] {
            let key = JSONWebKey(keyID: "k", key: try PrivateKey(generatingFor: algorithm).publicKey)
            for name in ["d", "k"] {
                let members = try #require(key.json.members) + [.init(name, "AA")]
                #expect(throws: JSONWebKey.Unusable.privatePart) { try JSONWebKey(.object(members)) }
            }
        }
    }

    /// No key set, however mangled, traps, and what is read of it is a key that was published.
    @Test func aMangledKeySetIsReadOrRefused() throws {
        let keys = try [JWSAlgorithm.es256, .edDSA, .rs256].map {
            JSONWebKey(keyID: $0.name, key: try PrivateKey(generatingFor: $0).publicKey)
        }
        let text = published(keys)
        for _ in 0..<2_000 {
            var mangled = text
            for _ in 0..<Int.random(in: 1...3) {
                let index = Int.random(in: 0..<mangled.count)
                switch Int.random(in: 0..<3) {
                case 0: mangled[index] = UInt8.random(in: 0x20...0x7E)
                case 1: mangled.remove(at: index)
                default: mangled.insert(text[Int.random(in: 0..<text.count)], at: index)
                }
            }
            guard let set = try? JSONWebKeySet(parsing: mangled) else { continue }
            #expect(set.keys.count <= keys.count)
            for key in set.keys {
                #expect(try JSONWebKey(key.json).key.parameters == key.key.parameters)
            }
        }
    }
}
