import Observability
import Testing

struct RedactionTests {
    static let surroundings: [(before: String, after: String)] = [
        ("", ""), ("secret=", ""), ("{\"a\":\"", "\"}"), ("é", "é"), ("(", ")"), ("/", "/"), ("\n", "\n"),
        (" ", ", more"),
        ("=", "&x=1"), ("\u{0}", "\u{0}"), ("-", ""), (".", " "),
    ]

    @Test(arguments: Credentials.secrets + Credentials.tokens)
    func credentialIsReplacedWhereverItStands(_ credential: String) {
        for (before, after) in Self.surroundings {
            #expect(Redaction.redact(before + credential + after) == before + "[redacted]" + after)
        }
    }

    @Test(arguments: ["Bearer", "Basic", "bearer", "BASIC", "bEaReR", "Authorization: Bearer", "\\nBasic"])
    func valueAfterASchemeIsReplaced(_ scheme: String) {
        for value in Credentials.values + Credentials.secrets + Credentials.tokens {
            for blank in [" ", "  ", "\t"] {
                #expect(Redaction.redact(scheme + blank + value) == scheme + blank + "[redacted]")
                #expect(Redaction.redact("\"\(scheme)\(blank)\(value)\" b") == "\"\(scheme)\(blank)[redacted]\" b")
                #expect(Redaction.redact("\(scheme)\(blank)\(value)\nb") == "\(scheme)\(blank)[redacted]\nb")
            }
        }
    }

    @Test func severalCredentialsAreAllReplaced() {
        let secret = Credentials.secrets[0]
        let token = Credentials.tokens[0]
        #expect(Redaction.redact("\(secret) \(token), \(secret)") == "[redacted] [redacted], [redacted]")
        #expect(Redaction.redact("\(secret)-\(secret)") == "[redacted]")
        #expect(Redaction.redact("Bearer Basic \(secret)") == "Bearer [redacted]")
        #expect(Redaction.redact("\(token)Bearer x") == "[redacted]")
        #expect(Redaction.redact("refused \(token). Next") == "refused [redacted]. Next")
    }

    @Test(arguments: [
        "", "a", "token issued", "m2morg_1234567890123456789", "tkn_4fGh7Jk2Lm9Np3Qr5St8Uv", "snk_1", "eyJ", "eyJ.",
        "eyJ.a",
        "a.b.c", "ey.J.a.b", "acme_4fGh7Jk2Lm9Np3Qr5St8Uv1Wx6Yz0Ab",  // one character too few
        "4fGh7Jk2Lm9Np3Qr5St8Uv1Wx6Yz0Ab4Cd7Ef2Gh9", "_4fGh7Jk2Lm9Np3Qr5St8Uv1Wx6Yz0Ab4Cd7Ef2Gh9",
        "12_4fGh7Jk2Lm9Np3Qr5St8Uv1Wx6Yz0Ab4Cd7Ef2Gh9", "Bearer", "Bearer ", "Bearer: x", "\"Basic\"", "Basic \n x",
        "token_type\":\"Bearer\",\"expires_in\":3600", "é😀\u{0}",
    ])
    func harmlessTextStaysAsItIs(_ text: String) {
        #expect(Redaction.redact(text) == text)
    }

    /// Regular expressions say the same as the scanner: nothing they find is left, and nothing else is touched.
    @Test func scannerAgreesWithRegularExpressions() {
        let secret = /[A-Za-z][A-Za-z0-9_]*_[0-9A-Za-z]{32,}/.matchingSemantics(.unicodeScalar)
        let token = /eyJ[A-Za-z0-9_\-]*\.[A-Za-z0-9_\-]*\./.matchingSemantics(.unicodeScalar)
        let scheme = /([Bb][Ee][Aa][Rr][Ee][Rr]|[Bb][Aa][Ss][Ii][Cc])[ \t]+[^\x00-\x20\x7F"]/
            .matchingSemantics(.unicodeScalar)
        let hidden = /([Bb][Ee][Aa][Rr][Ee][Rr]|[Bb][Aa][Ss][Ii][Cc])[ \t]+(?!\[redacted\])[^\x00-\x20\x7F"]/
            .matchingSemantics(.unicodeScalar)
        let base62 = Credentials.base62
        let pieces = [
            "eyJ", "eyJ", "ey", "J", ".", ".", "..", "_", "-", " ", "\t", "\"", "\n", "é", "a", "1", "=", "Bearer ",
            "basic ",
            "Basic", String(base62.prefix(30)), String(base62.prefix(31)), String(base62.prefix(32)), base62,
            String(repeating: "7", count: 32),
        ]
        var generator = SeededGenerator(seed: 20_260_101)
        for _ in 0..<3000 {
            let text = RandomText.make(of: pieces, upTo: 12, using: &generator)
            let redacted = Redaction.redact(text)
            let found = text.contains(secret) || text.contains(token) || text.contains(scheme)
            #expect((redacted != text) == found, "\(text.debugDescription)")
            #expect(!redacted.contains(secret), "\(text.debugDescription)")
            #expect(!redacted.contains(token), "\(text.debugDescription)")
            #expect(!redacted.contains(hidden), "\(text.debugDescription)")
        }
    }

    @Test(arguments: ["eyJ-", "eyJ.", "eyJ.a ", "Bearer ", "Bearer  \" ", "a_", "a_-", "_", " ", "basic\n", "eyJeyJ"])
    func hostileTextTakesLinearTime(_ piece: String) {
        // A megabyte: work that grows with the square would not end.
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        #expect(Redaction.redact(text).utf8.count <= text.utf8.count + 2 * Redaction.placeholder.utf8.count)
    }

    @Test(arguments: [
        "authorization", "Authorization", "client_secret", "client-secret", "clientSecret", "CLIENT_SECRET",
        "access_token",
        "accessToken", "plain_secret", "password", "master_key", "http.request.header.authorization", "a.b.password",
    ])
    func secretNamesAreKnownHoweverTheyAreWritten(_ name: String) {
        #expect(Redaction.isSecretName(name))
    }

    @Test(arguments: [
        "", "_", ".", "client_id", "secret_suffix", "token", "access_tokens", "authorizations", "password.length",
        "pass",
        "client_secret_basic", "auth",
    ])
    func otherNamesAreNotSecret(_ name: String) {
        #expect(!Redaction.isSecretName(name))
    }
}
