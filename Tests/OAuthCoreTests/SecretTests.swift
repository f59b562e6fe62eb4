import Crypto
import OAuthCore
import Testing

@Suite struct SecretTests {
    @Test func A5_aSecretCarriesAtLeast160Bits() {
        var generator = SystemRandomNumberGenerator()
        let secrets = (0..<200).map { _ in PlainSecret.generate(prefix: "acme_live", using: &generator).reveal() }
        #expect(Set(secrets).count == secrets.count)
        for secret in secrets {
            #expect(secret.hasPrefix("acme_live_"))
            // 32 characters of 62, without the checksum.
            #expect(secret.utf8.count == "acme_live_".utf8.count + 32 + 6)
            #expect(PlainSecret.hasValidChecksum(secret))
            #expect(
                secret.utf8.allSatisfy {
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_".utf8.contains($0)
                })
        }
    }

    /// As many as the random characters have, rounded down: 62³² lies between 2¹⁹⁰ and 2¹⁹¹.
    @Test func A5_theBitsOfASecretAreThoseOfItsRandomCharacters() {
        let secrets = (0..<32).reduce(1.0) { product, _ in product * 62 }
        #expect(Int(secrets.exponent) == PlainSecret.randomBits)
    }

    @Test func anyChangedCharacterBreaksTheChecksum() {
        var generator = SystemRandomNumberGenerator()
        let secret = Array(PlainSecret.generate(prefix: "mintmark", using: &generator).reveal().utf8)
        for index in secret.indices {
            var changed = secret
            changed[index] = changed[index] == 0x41 ? 0x42 : 0x41
            #expect(!PlainSecret.hasValidChecksum(String(decoding: changed, as: UTF8.self)))
        }
    }

    @Test(arguments: ["a", "mintmark", "acme_live", "a__b", String(repeating: "x", count: 40)])
    func theFormIsReadBackFromASecret(prefix: String) {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            let secret = PlainSecret.generate(prefix: prefix, using: &generator).reveal()
            let form = SecretForm(secret)
            #expect(form.isWellFormed && form.checksum == .ok && form.prefix == prefix)
            // The last digit decides the checksum alone.
            let wrong = SecretForm(secret.dropLast() + (secret.last == "0" ? "1" : "0"))
            #expect(wrong.isWellFormed && wrong.checksum == .wrong && wrong.prefix == nil)
            for text in [
                secret + "x", String(secret.dropLast()), "_" + secret, "1" + secret, secret + " ", secret + "\0",
                secret.replacing("_", with: "-"), "é" + secret,
            ] {
                #expect(SecretForm(text).checksum != .ok, "\(prefix)")
            }
        }
    }

    @Test func textOfAnyLengthIsReadOrRefused() {
        for count in 0...200 {
            #expect(!PlainSecret.hasValidChecksum(String(repeating: "_", count: count)))
            #expect(!PlainSecret.hasValidChecksum(String(repeating: "a", count: count)))
        }
    }

    @Test func everyByteOfASecretCounts() {
        let hasher = SecretHasher(key: SymmetricKey(size: .bits256))
        let secret = Array(String(repeating: "x", count: 120).utf8)
        let hash = hasher.hash(Secret(String(decoding: secret, as: UTF8.self)))
        #expect(hasher.digest(ofPresented: secret).matches(hash))
        for index in secret.indices {
            var changed = secret
            changed[index] ^= 1
            #expect(!hasher.digest(ofPresented: changed).matches(hash))
        }
        for more in [0, 0x20, 0x25, 0x78] as [UInt8] {
            #expect(!hasher.digest(ofPresented: secret + [more]).matches(hash))
            #expect(!hasher.digest(ofPresented: [more] + secret).matches(hash))
        }
        #expect(!hasher.digest(ofPresented: secret.dropLast()).matches(hash))
        #expect(!hasher.digest(ofPresented: secret.dropFirst()).matches(hash))
    }

    @Test func aSecretNeverDescribesItself() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in [
            "\(secret)", secret.debugDescription, String(describing: [secret]), String(reflecting: secret), dumped,
        ] {
            #expect(!text.contains("hunter2"))
        }
    }

    @Test func aMasterKeyIsReadBackAndToldApart() throws {
        let key = MasterKey()
        let text = key.serialized().reveal()
        let again = try #require(MasterKey(Secret(" \(text)\n")))
        #expect(again.fingerprint == key.fingerprint)
        #expect(MasterKey().fingerprint != key.fingerprint)
        #expect(!text.contains(key.fingerprint))
        for bad in ["", "mmk1_", String(text.dropLast()), text + "A", "x" + text] {
            #expect(MasterKey(Secret(bad)) == nil)
        }
    }

    @Test(arguments: [
        ("acme_live", true), ("a", true), ("", false), ("1a", false), ("a-b", false), ("a_", false), ("é", false),
    ])
    func prefixesAreChecked(prefix: String, isUsable: Bool) {
        #expect(PlainSecret.isUsable(prefix: prefix) == isUsable)
    }
}
