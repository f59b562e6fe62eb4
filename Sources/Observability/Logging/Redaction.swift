/// Takes credentials out of text before it is logged: a second line of defence, behind not logging them at all.
package enum Redaction {
    /// What stands in place of a credential.
    package static let placeholder = "[redacted]"

    /// The names, in lower case and without separators, whose values are secret whatever they look like.
    private static let secretNames: [StaticString] = [
        "authorization", "clientsecret", "accesstoken", "plainsecret", "password", "masterkey",
    ]

    /// Returns the text with ``placeholder`` in place of everything that looks like a credential.
    ///
    /// That is a JWT (base64url parts joined by dots, the first beginning with `eyJ`), a client secret (a letter, then
    /// letters, digits and underscores, then `_` and at least 32 letters or digits) and whatever follows the words
    /// `Bearer` and `Basic`, in any case, up to the next space, control character or double quote. Where two of them
    /// touch, one placeholder stands for both. Text with nothing to hide is returned as it is, after one pass.
    package static func redact(_ text: String) -> String {
        var text = text
        let redacted = text.withUTF8 { bytes -> String? in
            guard var finding = RedactionScanner.firstFinding(in: bytes, from: 0) else { return nil }
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count)
            var copied = 0
            while true {
                output.append(contentsOf: bytes[copied..<finding.lowerBound])
                output.append(contentsOf: placeholder.utf8)
                copied = finding.upperBound
                guard let next = RedactionScanner.firstFinding(in: bytes, from: copied) else { break }
                finding = next
            }
            output.append(contentsOf: bytes[copied...])
            return String(decoding: output, as: UTF8.self)
        }
        return redacted ?? text
    }

    /// Whether a metadata value with this name is secret as a whole: `authorization`, `client_secret`, `access_token`,
    /// `plain_secret`, `password` and `master_key`, in any case, with or without separators (`clientSecret`,
    /// `master-key`), also as the last part of a dotted name (`http.request.header.authorization`).
    package static func isSecretName(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { bytes in
            let start = bytes.lastIndex(of: UInt8(ascii: ".")).map { $0 + 1 } ?? 0
            let part = UnsafeBufferPointer(rebasing: bytes[start...])
            return secretNames.contains { equal(part, $0) }
        }
    }

    /// Compares a name with one in lower case, separators and case aside.
    private static func equal(_ name: UnsafeBufferPointer<UInt8>, _ secret: StaticString) -> Bool {
        secret.withUTF8Buffer { secret in
            var matched = 0
            for byte in name where byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-") {
                guard matched < secret.count, RedactionScanner.lowercased(byte) == secret[matched] else { return false }
                matched += 1
            }
            return matched == secret.count
        }
    }
}
