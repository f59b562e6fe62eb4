import Crypto
import Foundation
import OAuthCore
import Testing

@testable import Webhooks

@Suite struct SignerTests {
    /// The example of the reference libraries of Standard Webhooks.
    private let secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    private let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    private let body = Array(#"{"test": 2432232314}"#.utf8)
    private let time: Int64 = 1_614_265_330
    private let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    private func signer(_ secrets: WebhookSecret...) -> WebhookSigner { WebhookSigner(secrets) }

    @Test func theExampleOfTheSpecificationIsSignedAsItSays() throws {
        let signer = signer(try #require(WebhookSecret(secret)))
        #expect(signer.signature(id: id, timestamp: time, body: body) == signature)
        #expect(signer.isValid(signature, id: id, timestamp: time, body: body))
    }

    @Test func everySecretSignsAndAnyOfThemIsEnough() throws {
        let (old, new) = (WebhookSecret.generate(), WebhookSecret.generate())
        let header = signer(new, old).signature(id: id, timestamp: time, body: body)
        #expect(header.split(separator: " ").count == 2)
        for secret in [old, new] { #expect(signer(secret).isValid(header, id: id, timestamp: time, body: body)) }
        #expect(signer(.generate(), old).isValid(header, id: id, timestamp: time, body: body))
        #expect(!signer(.generate()).isValid(header, id: id, timestamp: time, body: body))
        #expect(signer(old).isValid("v1a,AAAA v2,x \(header)", id: id, timestamp: time, body: body))
    }

    @Test func nothingThatIsSignedCanBeChanged() throws {
        let signer = signer(try #require(WebhookSecret(secret)))
        #expect(!signer.isValid(signature, id: id + "x", timestamp: time, body: body))
        #expect(!signer.isValid(signature, id: id, timestamp: time + 1, body: body))
        for index in body.indices {
            var changed = body
            changed[index] ^= 1
            #expect(!signer.isValid(signature, id: id, timestamp: time, body: changed))
        }
        for header in ["", "v1,", "v1", signature.dropFirst(3).description, "v2" + signature.dropFirst(2), "v1,AA=="] {
            #expect(!signer.isValid(header, id: id, timestamp: time, body: body), "\(header)")
        }
    }

    @Test(arguments: 0...80) func aSecretHas24To64Bytes(size: Int) {
        let text = Secret("whsec_" + Data(repeating: 7, count: size).base64EncodedString())
        #expect((WebhookSecret(text) != nil) == (24...64).contains(size))
    }

    @Test func aSecretIsReadBackAndNeverSeen() throws {
        let secret = WebhookSecret.generate()
        let text = secret.serialized.reveal()
        #expect(try #require(WebhookSecret(Secret(text))).key.reveal() == secret.key.reveal())
        #expect(secret.key.reveal().count == 32 && text.hasPrefix("whsec_"))
        #expect(!"\(secret)".contains(text.dropFirst(6)))
        for bad in ["whsec_", "whsec_!!!!", "", "whsec_" + text] { #expect(WebhookSecret(Secret(bad)) == nil) }
    }

    @Test func aSealedSecretOpensForItsEndpointAndMasterKeyAlone() throws {
        let (secret, key) = (WebhookSecret.generate(), MasterKey())
        let sealer = WebhookSecretSealer(masterKey: key)
        let id = WebhookID(number: 1)
        let sealed = try sealer.seal(secret, of: id)
        #expect(try sealer.open(sealed, of: id).key.reveal() == secret.key.reveal())
        #expect(throws: WebhookSecretSealer.CannotOpen.self) { try sealer.open(sealed, of: WebhookID(number: 2)) }
        #expect(throws: WebhookSecretSealer.CannotOpen.self) {
            try WebhookSecretSealer(masterKey: MasterKey()).open(sealed, of: id)
        }
        #expect(throws: WebhookSecretSealer.CannotOpen.self) { try sealer.open(.init([1, 2]), of: id) }
    }

    @Test func aPreviousSecretSignsUntilItsTime() throws {
        let sealer = WebhookSecretSealer(masterKey: MasterKey())
        var webhook = Sample.webhook(1, sealer)
        let end = Sample.time.adding(seconds: 10)
        webhook.previousSecret = .init(secret: webhook.secret, expireTime: end)
        #expect(try sealer.secrets(of: webhook, at: end.adding(seconds: -1)).count == 2)
        #expect(try sealer.secrets(of: webhook, at: end).count == 1)
    }
}
