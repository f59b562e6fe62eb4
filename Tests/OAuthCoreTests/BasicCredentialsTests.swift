import Foundation
import OAuthCore
import Testing

@Suite struct BasicCredentialsTests {
    private func authenticate(_ header: String) throws(OAuthError) -> ClientAuthentication {
        try ClientAuthentication(authorization: [header], form: try FormParameters([]))
    }

    private func escaped(_ text: String) -> String {
        text.utf8.map { "%" + String(Int($0) + 256, radix: 16).suffix(2) }.joined()
    }

    @Test func everyIdAndSecretIsReadBack() throws {
        for _ in 0..<1_000 {
            let texts = (0..<2).map { _ in
                String(decoding: (0..<Int.random(in: 1...30)).map { _ in UInt8.random(in: 0...0x7F) }, as: UTF8.self)
            }
            let credentials = Data("\(escaped(texts[0])):\(escaped(texts[1]))".utf8).base64EncodedString()
            let scheme = ["Basic ", "basic ", "BASIC   "].randomElement() ?? ""
            let found = try authenticate(scheme + credentials)
            #expect(found.clientID == texts[0])
            #expect(found.clientSecret.reveal() == texts[1])
        }
    }

    /// Of all changes to the base64, only those that are canonical base64 of credentials again pass.
    @Test func theBase64IsCanonical() throws {
        let alphabet = Array("ABab01+/-_= ,".utf8)
        for _ in 0..<5_000 {
            var text = Array(Data("m2morg_1:secret\(Int.random(in: 0...999))".utf8).base64EncodedString().utf8)
            text[Int.random(in: 0..<text.count)] = alphabet[Int.random(in: 0..<alphabet.count)]
            let header = String(decoding: text, as: UTF8.self)
            guard let found = try? authenticate("Basic " + header) else { continue }
            let spaceless = header.drop { $0 == " " }
            let bytes = try #require(Data(base64Encoded: String(spaceless)), "\(header) is no base64")
            #expect(bytes.base64EncodedString() == spaceless)
            #expect(!found.clientSecret.reveal().isEmpty || bytes.last == UInt8(ascii: ":"))
        }
    }
}
