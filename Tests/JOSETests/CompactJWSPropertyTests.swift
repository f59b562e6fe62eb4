import JOSE
import Testing

@Suite struct CompactJWSPropertyTests {
    private func token(_ payload: [UInt8], signature: [UInt8]) -> [UInt8] {
        let header = Base64URL.encode(Array(#"{"alg":"ES256","kid":"k","typ":"at+jwt"}"#.utf8))
        let input = Array("\(header).\(Base64URL.encode(payload))".utf8)
        return CompactJWS.compact(signingInput: input, signature: signature)
    }

    private func bytes(_ range: ClosedRange<Int>) -> [UInt8] {
        (0..<Int.random(in: range)).map { _ in UInt8.random(in: 0...255) }
    }

    @Test func whatIsJoinedIsReadBack() throws {
        for _ in 0..<1_000 {
            let payload = bytes(0...200)
            let signature = bytes(1...300)
            let jws = try CompactJWS(token(payload, signature: signature))
            #expect(jws.payload == payload)
            #expect(jws.signature == signature)
            #expect(jws.header.type == "at+jwt")
        }
    }

    /// No two texts are the same token: what is read of a mangled one still makes exactly that text.
    @Test func R7_aTokenHasOneText() {
        for _ in 0..<5_000 {
            var text = token(bytes(0...20), signature: bytes(1...20))
            for _ in 0..<Int.random(in: 1...3) {
                let index = Int.random(in: 0..<text.count)
                switch Int.random(in: 0..<3) {
                case 0: text[index] = UInt8.random(in: 0...255)
                case 1: text.remove(at: index)
                default: text.insert(UInt8.random(in: 0x20...0x7E), at: index)
                }
            }
            guard let jws = try? CompactJWS(text) else { continue }
            #expect(CompactJWS.compact(signingInput: Array(jws.signingInput), signature: jws.signature) == text)
        }
    }

    /// A signature is that of an exact text, so no prefix or extension of a good token passes.
    @Test func everyPrefixAndExtensionIsRefused() throws {
        let key = try PrivateKey(generatingFor: .edDSA)
        let input = Array("\(Base64URL.encode(Array(#"{"alg":"EdDSA"}"#.utf8))).e30".utf8)
        let signature = try #require(try key.signatures(for: [input]).first)
        let good = CompactJWS.compact(signingInput: input, signature: signature)
        let publicKey = try key.publicKey
        #expect(try CompactJWS(good).isSigned(by: publicKey))
        let prefixes = good.indices.map { Array(good[..<$0]) }
        let extensions = (UInt8.min...UInt8.max).flatMap { [good + [$0], [$0] + good] }
        for text in prefixes + extensions {
            let isAccepted = (try? CompactJWS(text))?.isSigned(by: publicKey) ?? false
            #expect(!isAccepted, "\(String(decoding: text, as: UTF8.self))")
        }
    }
}
