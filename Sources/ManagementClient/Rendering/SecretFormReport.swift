import JOSE
package import OAuthCore

/// Says what a text looks like, always in the same words and never with the text itself.
package struct SecretFormReport: Sendable {
    private let form: SecretForm

    package init(_ form: SecretForm) {
        self.form = form
    }

    /// One line for people and for `grep`: `well_formed=true prefix=acme_live checksum=ok`.
    package var line: String {
        "well_formed=\(form.isWellFormed) prefix=\(form.prefix ?? "-") checksum=\(form.checksum.rawValue)\n"
    }

    /// `{"well_formed":true,"prefix":"acme_live","checksum":"ok"}`, with all three members always.
    package var jsonLine: String {
        let json: JSONValue = [
            "well_formed": .bool(form.isWellFormed), "prefix": form.prefix.map(JSONValue.string) ?? .null,
            "checksum": .string(form.checksum.rawValue),
        ]
        return String(decoding: JSONText.bytes(json), as: UTF8.self) + "\n"
    }
}
